using System.Diagnostics;
using RedConnect.Tests.Browser.Scene;
using Xunit.Abstractions;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>
/// A call while servers die. The microphone's sign is the signal that must arrive: it travels through the servers, and is shown to the other
/// side. Bars are for three silos and the test's 1 s probes; figures are printed.
/// </summary>
[Collection("browser")]
public sealed class ClusterTests(ClusterStage stage, ITestOutputHelper output) : IClassFixture<ClusterStage>
{
    private const double StillPicture = 1500;

    [Fact]
    public async Task Whichever_silo_dies_the_picture_goes_on_and_signals_arrive()
    {
        var call = await Call();
        for (var silo = 1; silo <= 3; silo++)
        {
            await call.Expect($"silo {silo} killed", () => stage.Server.Kill("silo", silo));
            await stage.Server.Start("silo", silo);
        }

        await call.End();
    }

    [Fact]
    public async Task Whichever_api_server_dies_both_are_back_without_a_click()
    {
        var call = await Call();
        for (var api = 1; api <= 2; api++)
        {
            await call.Expect($"API server {api} killed", () => stage.Server.Kill("api", api));
            await stage.Server.Start("api", api);
        }

        await call.End();
    }

    [Fact]
    public async Task The_store_is_away_and_the_call_goes_on()
    {
        var call = await Call();
        await call.Expect("store stopped", () => stage.Server.Stop("azurite", 1));
        await call.Expect("store away", () => Task.CompletedTask);
        await call.Expect("store back", () => stage.Server.Start("azurite", 1));
        await call.End();
    }

    private async Task<RunningCall> Call()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await practitioner.WatchPicture();
        await patient.WatchPicture();
        return new RunningCall(practitioner, patient, output);
    }

    private sealed class RunningCall(RoomPage practitioner, RoomPage patient, ITestOutputHelper output)
    {
        private bool microphone = true;

        /// <summary>Does something to the servers, and waits until a signal that was sent meanwhile has arrived at either side.</summary>
        public async Task Expect(string what, Func<Task> happens)
        {
            await happens();
            var clock = Stopwatch.GetTimestamp();
            microphone = !microphone;
            await patient.SwitchMicrophone();
            await practitioner.SwitchMicrophone();
            await practitioner.Microphone(microphone);
            await patient.Microphone(microphone);
            output.WriteLine($"{what}: signals there and back after {Stopwatch.GetElapsedTime(clock).TotalMilliseconds:0} ms");
            await practitioner.Presence("present");
            await patient.Presence("present");
        }

        public async Task End()
        {
            var still = Math.Max(await practitioner.LongestStill(), await patient.LongestStill());
            output.WriteLine($"longest still picture {still:0} ms");
            Assert.InRange(still, 0, StillPicture);
            await patient.Page.Context.CloseAsync();
            await practitioner.Page.Context.CloseAsync();
        }
    }
}
