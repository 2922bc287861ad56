using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Appointments;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Appointments;

/// <summary>A day at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredDay")]
internal sealed record StoredDay
{
    [Id(0)]
    public ImmutableArray<Appointment> Appointments { get; init; } = [];
}

/// <summary>The appointments of one practice on one German day. Order of writing: the practice knows the day, the room and its codes stand, then the entry.</summary>
[GrainType("appointment-day")]
internal sealed class AppointmentDayGrain(
    [PersistentState("day", Storage.Name)] IPersistentState<StoredDay> stored) : Grain, IAppointmentDayGrain
{
    private string Practice => this.GetPrimaryKeyString()[..^9];

    private DateOnly Day => DateOnly.ParseExact(this.GetPrimaryKeyString()[^8..], "yyyyMMdd", null);

    private IPracticeGrain PracticeGrain => GrainFactory.GetGrain<IPracticeGrain>(Practice);

    public async Task<PlanOutcome> Plan(Appointment appointment, ImmutableArray<RoomCode> codes, CancellationToken cancellation)
    {
        await PracticeGrain.KnowDay(Day, cancellation);
        var plan = new RoomPlan(Practice, appointment.Organiser, appointment.StartUtc, codes, appointment.Admission);
        var outcome = await GrainFactory.GetGrain<IRoomGrain>(appointment.Room).Plan(plan, cancellation);
        if (outcome is PlanOutcome.Planned)
        {
            await Keep([.. stored.State.Appointments.Where(a => a.Room != appointment.Room), appointment]);
        }
        else if (stored.State.Appointments.IsEmpty)
        {
            await PracticeGrain.ForgetDay(Day, cancellation);
        }

        return outcome;
    }

    public async Task<bool> Cancel(string room, CancellationToken cancellation)
    {
        if (stored.State.Appointments.FirstOrDefault(a => a.Room == room) is not { } appointment)
        {
            return false;
        }

        await GrainFactory.GetGrain<IRoomGrain>(room).Cancel(Practice, cancellation);
        await Keep(stored.State.Appointments.Replace(appointment, appointment with { Cancelled = true }));
        return true;
    }

    public Task<ImmutableArray<Appointment>> List(CancellationToken cancellation) =>
        Task.FromResult(stored.State.Appointments.Sort((a, b) => a.StartUtc.CompareTo(b.StartUtc)));

    public async Task Forget(string room, CancellationToken cancellation)
    {
        var rest = stored.State.Appointments.RemoveAll(a => a.Room == room);
        if (!rest.IsEmpty)
        {
            await Keep(rest);
            return;
        }

        await PracticeGrain.ForgetDay(Day, cancellation);
        await stored.Delete(this);
    }

    private Task Keep(ImmutableArray<Appointment> appointments) => stored.Write(this, new StoredDay { Appointments = appointments });
}
