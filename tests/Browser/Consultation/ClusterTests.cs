using RedConnect.Tests.Browser.Scene;
using Xunit.Abstractions;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>Faults and planned stops during a call; three silos, two API servers, probes of 1 s.</summary>
[Collection("alone")]
public sealed class ClusterTests(ClusterStage stage, ITestOutputHelper output) : IClassFixture<ClusterStage>
{
    private const double SiloBar = 4000;
    private const double ApiBar = 3000;
    private const double PlannedBar = 1500;
    private const double CutBar = 6000;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    [Fact]
    public Task The_picture_goes_on_and_signals_arrive_when_any_silo_dies() => During(async call =>
    {
        for (var silo = 1; silo <= 3; silo++)
        {
            await call.Through($"silo {silo} killed", () => stage.Server.Kill("silo", silo), SiloBar);
            await call.Through($"silo {silo} started", () => stage.Server.Start("silo", silo), SiloBar);
        }
    });

    [Fact]
    public Task A_person_whose_API_server_dies_is_back_on_the_other_one_without_a_click() => During(async call =>
    {
        await call.Through("API server 1 killed", () => stage.Server.Kill("api", 1), ApiBar);
        Assert.Equal(1, await call.Practitioner.ConnectionsLost() + await call.Patient.ConnectionsLost());
        await call.Through("API server 1 started", () => stage.Server.Start("api", 1));
        await call.Through("API server 2 killed", () => stage.Server.Kill("api", 2), ApiBar);
        await call.Through("API server 2 started", () => stage.Server.Start("api", 2));
    });

    [Fact]
    public Task A_minute_without_the_store_is_not_noticed() => During(async call =>
    {
        await call.Through("store stopped", () => stage.Server.Stop("azurite", 1), PlannedBar);
        await call.For("store away for a minute", TimeSpan.FromMinutes(1), PlannedBar);
        await call.Through("store back", () => stage.Server.Start("azurite", 1), PlannedBar);
    });

    [Fact]
    public Task A_rolling_restart_of_everything_is_not_noticed() => During(async call =>
    {
        foreach (var (kind, number) in new[] { ("silo", 1), ("silo", 2), ("silo", 3), ("api", 1), ("api", 2) })
        {
            var name = $"{kind} {number}";
            await call.Through($"{name} stopped as planned", () => stage.Server.Stop(kind, number), PlannedBar);
            await call.Through($"{name} started again", () => stage.Server.Start(kind, number), PlannedBar);
        }

        // There is no second one: signals wait until it has started.
        await call.Through("the only web server stopped and started again", RestartWeb);
    });

    [Fact]
    public Task Two_silos_that_cannot_reach_each_other_lose_no_signal() => During(async call =>
    {
        await call.Through("silos 1 and 2 cut off from each other", () => stage.Server.Cut(1, 2), CutBar);
        await call.For("still cut off", TimeSpan.FromSeconds(10), SiloBar);
        await call.Through("joined again", Repair, SiloBar);
    });

    private async Task RestartWeb()
    {
        await stage.Server.Stop("web", 1);
        await stage.Server.Start("web", 1);
    }

    /// <summary>Undoes cuts, and starts the silo that ended because of one.</summary>
    private async Task Repair()
    {
        await stage.Server.Join();
        await stage.Server.Start("silo", 1);
        await stage.Server.Start("silo", 2);
    }

    /// <summary>A call between two people; what the servers logged is printed if it breaks.</summary>
    private async Task During(Func<RunningCall, Task> faults)
    {
        try
        {
            await Repair();
            var (practitioner, patient, _) = await stage.Meeting();
            await using var call = new RunningCall(practitioner, patient, output);
            await call.Watch();
            await call.For("nothing", Calm);
            await faults(call);
            await call.End();
        }
        catch (Exception)
        {
            output.WriteLine(stage.Server.LastWarnings);
            throw;
        }
    }
}
