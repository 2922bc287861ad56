using System.Text;
using RedConnect.Tests.AzureStorage;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Web.Watching;

/// <summary>Logs and traces of a run in which everything fails.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Logs_and_traces_of_a_run_with_failures_hold_no_secrets_and_what_an_operator_needs()
    {
        await using var program = await FailingProgram.Start();
        var visit = new WatchedVisit(program);
        await visit.Register();
        var (room, link) = await visit.Plan();
        Assert.NotNull((await visit.Enter(room, link))?["entered"]);
        await visit.Flood();
        foreach (var fault in new[] { Fault.Throttled, Fault.Busy, Fault.AnswerLost, Fault.Unreachable })
        {
            program.Store.Fail("OrleansGrainState", fault);
            await visit.TryEverything(room, link);
        }

        program.Store.Recover();
        await program.Collector.Receives("IRoomGrain/Enter");
        var log = program.Log;

        var places = program.Collector.Bodies.Append(Encoding.UTF8.GetBytes(log));
        Assert.Empty(Secrets.FoundIn(places, [.. visit.Secrets]));
        Assert.Contains("RedConnect, roles silo, api, web, is open at http://", log, StringComparison.Ordinal);
        Assert.Contains("Azure.RequestFailedException (Status 503", log, StringComparison.Ordinal);
        Assert.Contains("access-code/…", log, StringComparison.Ordinal);
        Assert.Contains("   at RedConnect.Grains.Rooms.", log, StringComparison.Ordinal);
        Assert.Contains("A client broke the protocol: malformed.", log, StringComparison.Ordinal);
    }
}
