using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Calendar;

internal enum ClientStepKind
{
    /// <summary>Plans the room, or changes and moves what this client saw of it.</summary>
    Plan,
    Cancel,

    /// <summary>Loads the list.</summary>
    Look,
}

/// <param name="Room">One of three.</param>
/// <param name="Codes">One of four pairs, which rooms contend for.</param>
/// <param name="Persists">Repeats an act that got no answer.</param>
internal sealed record ClientStep(ClientStepKind Kind, int Room, int Day, int Codes, bool Persists);

/// <summary>
/// What two clients do at the same time, and which step of it is interrupted; then perhaps the reminder.
/// </summary>
internal sealed record Turn(ClientStep First, ClientStep? Second, bool Reminder, int InterruptedAt, bool Afterwards);

/// <summary>A history of a practice's calendar, and what must be true in the end.</summary>
internal sealed class CalendarRun
{
    private readonly FragileCluster cluster;
    private readonly Practice practice;
    private readonly string[] rooms = [Practice.NewId(), Practice.NewId(), Practice.NewId()];
    private readonly ImmutableArray<RoomPass>[] codes =
        [.. Enumerable.Range(0, 4).Select(_ => Practice.Codes(Practice.NewId()))];

    private readonly CalendarClient[] clients;
    private bool reminded;

    public CalendarRun(FragileCluster cluster)
    {
        this.cluster = cluster;
        practice = new Practice(cluster);
        clients = [new(practice, rooms, codes), new(practice, rooms, codes)];
    }

    public async Task Follow(IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            await Take(turn);
        }

        await cluster.Forget(practice.Calendar);
        await practice.Remind();
        await Agree(await practice.List());
    }

    private async Task Take(Turn turn)
    {
        cluster.Interruptions.At(turn.InterruptedAt, turn.Afterwards);
        var second = turn.Second is { } step ? clients[1].Take(step) : Task.CompletedTask;
        await Task.WhenAll(clients[0].Take(turn.First), second);
        if (turn.Reminder)
        {
            reminded = true;
            await CalendarClient.Answered(async () =>
            {
                await practice.Remind();
                return true;
            });
        }

        cluster.Interruptions.At(0, false);
        await (turn.Afterwards ? cluster.Forget(practice.Calendar) : Task.CompletedTask);
    }

    private async Task Agree(IReadOnlyList<Appointment> list)
    {
        Assert.Equal(list.Count, list.DistinctBy(entry => entry.Room).Count());
        Assert.Equal(list.Count, await Stored());
        foreach (var room in rooms)
        {
            await Agree(room, list.SingleOrDefault(entry => entry.Room == room));
        }

        foreach (var code in codes.SelectMany(pair => pair))
        {
            await AgreeOn(code);
        }
    }

    private async Task Agree(string room, Appointment? entry)
    {
        var plan = await practice.Room(room).Planned(practice.Key);
        Assert.Equal(entry?.Content.StartUtc, plan?.Start);
        Assert.True(entry is null or { Cancelled: true } || entry.Revision == plan?.Revision);
        if (plan is not null && entry is not null)
        {
            await Agree(plan, entry);
        }

        AgreeWithAnswers(room, entry);
    }

    private async Task Agree(RoomPlan plan, Appointment entry)
    {
        var wanted = codes[entry.Content.SealedDetails[0]].Select(code => code.Fingerprint).ToList();
        var isOver = entry.Cancelled || entry.Content.End <= cluster.Time.GetUtcNow();
        Assert.Equal(isOver ? [] : wanted, plan.Passes.Select(pass => pass.Fingerprint));
        var knock = await practice.Room(entry.Room).Knock(wanted[0]);
        Assert.Equal(entry.Cancelled, knock.Refusal?.Reason is RefusalReason.Cancelled);
        Assert.DoesNotContain(entry.Change, clients.SelectMany(client => client.Refused));
    }

    /// <summary>Nothing that was answered is lost: a later revision can only have come from another act.</summary>
    private void AgreeWithAnswers(string room, Appointment? entry)
    {
        var done = clients.SelectMany(client => client.Done).Where(answered => answered.Room == room).ToList();
        if (!reminded && done.Count > 0)
        {
            var last = done.Max(answered => answered.Revision);
            Assert.True(entry is null ? clients.Any(client => client.WentToADueDay) : entry.Revision >= last);
            Assert.All(done.GroupBy(act => act.Revision), same => Assert.Single(same.DistinctBy(act => act.Change)));
        }
    }

    /// <summary>A code leads to the room whose plan has it. One that no plan has any more leads to where it led, or
    /// nowhere.</summary>
    private async Task AgreeOn(RoomPass code)
    {
        var leadsTo = await practice.RoomOf(code);
        Assert.True(leadsTo is null || rooms.Contains(leadsTo));
        foreach (var room in rooms)
        {
            var plan = await practice.Room(room).Planned(practice.Key);
            Assert.True(room == leadsTo || plan?.Passes.Contains(code) is not true);
        }
    }

    private async Task<int> Stored()
    {
        var days = await Task.WhenAll(Enumerable.Range(-40, 44).Select(day => practice.Day(day).List()));
        return days.Sum(day => day.Length);
    }
}
