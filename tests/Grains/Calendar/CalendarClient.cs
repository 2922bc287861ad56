using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Calendar;

/// <summary>A portal page: acts on what it last saw.</summary>
internal sealed class CalendarClient(Practice practice, string[] rooms, ImmutableArray<RoomPass>[] codes)
{
    private readonly Dictionary<string, long> seen = [];

    public List<Appointment> Done { get; } = [];

    public List<string> Refused { get; } = [];

    public bool WentToADueDay { get; private set; }

    public async Task Take(ClientStep step)
    {
        if (step.Kind is ClientStepKind.Look)
        {
            await Look();
            return;
        }

        var act = Practice.Act(seen.GetValueOrDefault(rooms[step.Room]));
        var answer = await Answered(() => Send(step, act));
        if (answer is null && step.Persists)
        {
            answer = await Answered(() => Send(step, act)) ?? await Answered(() => Send(step, act));
        }

        if (answer is not null)
        {
            Remember(rooms[step.Room], act, answer);
        }
    }

    /// <summary>The answer; null when there was none.</summary>
    public static async Task<T?> Answered<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is OrleansException or IOException)
        {
            return default;
        }
    }

    private async Task Look()
    {
        if (await Answered(() => practice.List()) is { } list)
        {
            seen.Clear();
            foreach (var entry in list)
            {
                seen[entry.Room] = entry.Revision;
            }
        }
    }

    private Task<CalendarAnswer> Send(ClientStep step, Act act)
    {
        WentToADueDay |= step.Day <= -31;
        var content = practice.Content(step.Day) with { SealedDetails = [(byte)step.Codes] };
        return step.Kind is ClientStepKind.Plan
            ? practice.Calendar.Plan(new(rooms[step.Room], act, content, codes[step.Codes]))
            : practice.Calendar.Cancel(new(rooms[step.Room], act));
    }

    private void Remember(string room, Act act, CalendarAnswer answer)
    {
        seen[room] = answer.Appointment?.Revision ?? 0;
        if (answer is { Outcome: CalendarOutcome.Done, Appointment: { } appointment })
        {
            Assert.Equal(act.Seen + 1, appointment.Revision);
            Done.Add(appointment);
        }
        else
        {
            Refused.Add(act.Change);
        }
    }
}
