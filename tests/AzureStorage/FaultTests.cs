using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

/// <summary>
/// The only retry layer is the account client (<c>StoreOptions.Tables</c>): a failed request is retried four times,
/// with growing delays, and then reported to the caller.
/// </summary>
[Collection("deployment")]
public sealed class FaultTests(Deployment deployment) : IDisposable
{
    private const string State = "OrleansGrainState";
    private const int Retries = 4;
    private readonly string key = Guid.NewGuid().ToString("N");

    private INoteGrain Note => deployment.Grains.GetGrain<INoteGrain>(key);

    public void Dispose() => deployment.Store.Recover();

    [Theory]
    [InlineData(Fault.Throttled)]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Unreachable)]
    public async Task A_request_that_failed_is_tried_again(Fault fault)
    {
        var outage = deployment.Store.Fail(State, fault, count: 2);
        await Note.Write(new Memo { Text = "written" });
        Assert.Equal(2, outage.Failed);
        Assert.Equal("written", (await Note.Read()).Text);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_reported_as_a_conflict_and_can_be_read()
    {
        await Note.Write(new Memo { Text = "before" });
        deployment.Store.Fail(State, Fault.AnswerLost, count: 1);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Note.Write(new Memo { Text = "written" }));
        Assert.Equal("written", (await Note.Read()).Text);
        await Note.Write(new Memo { Text = "after reading" });
    }

    /// <summary>An outage longer than all retries. A longer one only fails more calls.</summary>
    [Fact]
    public async Task An_outage_is_reported_to_callers_and_survived_by_silo_client_and_state()
    {
        await Note.Write(new Memo { Text = "before" });
        var outage = deployment.Store.Fail("", Fault.Unreachable);
        await Assert.ThrowsAnyAsync<Exception>(() => Note.Write(new Memo { Text = "during" }));
        await Assert.ThrowsAnyAsync<Exception>(() => Note.Remind("retention"));
        Assert.InRange(outage.Failed, 2 * (Retries + 1), int.MaxValue);
        deployment.Store.Recover();
        await Note.Write(new Memo { Text = "after" });
        await deployment.Restart();
        Assert.Equal("after", (await Note.Read()).Text);
    }

    [Fact]
    public async Task No_second_layer_tries_again()
    {
        await Note.Write(new Memo { Text = "before" });
        var outage = deployment.Store.Fail(State, Fault.Busy);
        await Assert.ThrowsAnyAsync<Exception>(() => Note.Write(new Memo { Text = "during" }));
        Assert.Equal(Retries + 1, outage.Failed);
    }

    [Fact]
    public async Task A_silo_joins_while_the_store_is_busy()
    {
        var outage = deployment.Store.Fail("OrleansSiloInstances", Fault.Busy, count: 3);
        await deployment.Restart();
        Assert.Equal(3, outage.Failed);
        await Note.Write(new Memo { Text = "written" });
    }
}
