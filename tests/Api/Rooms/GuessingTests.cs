using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A host each: guessing makes the address of all tests wait.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    /// <summary>Of one IPv4 address, at once (NetworkLimits).</summary>
    private const int Budget = 100;

    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_network_that_guesses_codes_must_wait_and_a_seat_or_link_from_there_need_not()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var patient = await Browser.Open(host);
        await patient.Enter(patient.Page(codes.Patient));
        await using var guesser = await Browser.Open(host);
        var (told, guesses) = await UntilTold(() => Guess(guesser));
        Assert.Equal("throttled", told?.Reason);
        Assert.InRange(guesses, Budget, 2 * Budget);
        Assert.InRange(told?.RetryAfter ?? 0, 1, 6000);
        await patient.Enter(patient.Page(codes.Patient));
        await using var follower = await Browser.Open(host);
        var link = new KnockRequest(codes.Patient.Room, codes.Patient.Id);
        Assert.NotNull((await follower.Hub.InvokeAsync<KnockReply>("Knock", link)).Door);
    }

    [Fact]
    public async Task Codes_that_were_evaluated_elsewhere_are_counted_when_they_knock()
    {
        await using var guesser = await Browser.Open(host);
        var (told, guesses) = await UntilTold(async () =>
        {
            var refusal = (await guesser.Knock(RoomHubTests.NewPass(""))).Refusal;
            return refusal?.Reason is "unknown" ? null : refusal;
        });
        Assert.Equal("throttled", told?.Reason);
        Assert.InRange(guesses, Budget, 2 * Budget);
    }

    [Fact]
    public async Task A_right_code_does_not_count_and_does_not_pay_for_others_twice()
    {
        await using var browser = await Browser.Open(host);
        for (var person = 0; person < 30; person++)
        {
            var code = await RoomHubTests.PlanRoom(host);
            Assert.Null(await Evaluate(browser));
            Assert.NotNull((await browser.Knock(code.Patient)).Door);
        }

        var known = (await RoomHubTests.PlanRoom(host)).Patient;
        var (told, _) = await UntilTold(async () =>
        {
            var refusal = await Guess(browser);
            await browser.Knock(known);
            return refusal;
        });
        Assert.Equal("throttled", told?.Reason);
    }

    [Fact]
    public async Task A_page_that_waits_at_the_closed_door_with_a_right_code_uses_up_nobodys_attempts()
    {
        var code = (await RoomHubTests.PlanRoom(host, hoursAgo: -1)).Patient;
        await using var waiting = await Browser.Open(host);
        Assert.Null(await Evaluate(waiting));
        for (var knocks = 1; knocks <= 2 * Budget; knocks++)
        {
            Assert.Equal("tooEarly", (await waiting.Knock(code)).Refusal?.Reason);
        }
    }

    private static async Task<RefusalMessage?> Guess(Browser guesser)
    {
        var refusal = await Evaluate(guesser);
        if (refusal is null)
        {
            Assert.Equal("unknown", (await guesser.Knock(RoomHubTests.NewPass(""))).Refusal?.Reason);
        }

        return refusal;
    }

    private static async Task<RefusalMessage?> Evaluate(Browser browser)
    {
        var blinded = Convert.FromHexString("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d");
        var reply = await browser.Hub.InvokeAsync<EvaluateReply>("Evaluate", new EvaluateRequest(blinded));
        Assert.Equal(reply.Refusal is null ? 33 : null, reply.Evaluated?.Length);
        return reply.Refusal;
    }

    private static async Task<(RefusalMessage? Told, int Guesses)> UntilTold(Func<Task<RefusalMessage?>> guess)
    {
        for (var guesses = 1; guesses <= 2 * Budget; guesses++)
        {
            if (await guess() is { } refusal)
            {
                return (refusal, guesses);
            }
        }

        throw new InvalidOperationException("The guesser was never told to wait.");
    }
}
