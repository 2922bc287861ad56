using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>The simplest model of a room: a list of people, changed in place. Shares nothing with RoomState.</summary>
internal sealed class RoomModel(Admission admission, int capacity)
{
    private bool passesEnded;

    public sealed class Person
    {
        public required Role Role { get; init; }

        public int Instance { get; set; }

        public string? Connection { get; set; }

        public DateTimeOffset? DisconnectedAt { get; set; }

        public bool Away { get; set; }

        public bool Left { get; set; }

        public bool SentOut { get; set; }

        public bool Here => !Away && !Left;

        public bool Admitted { get; set; }
    }

    public Dictionary<string, Person> People { get; } = [];

    public bool Cancelled { get; set; }

    public bool Guarded { get; private set; }

    private bool BothSides =>
        People.Values.Any(p => p.Here && p.Role is Role.Practitioner)
            && People.Values.Any(p => p.Here && p.Role is Role.Patient && p.Admitted);

    public RefusalReason? Enter(EnterRoom page, Role role, DateTimeOffset now)
    {
        People.TryGetValue(page.Seat, out var person);
        if (WhyNot(page, role, person, now) is { } refusal)
        {
            return refusal;
        }

        foreach (var other in People.Where(p => p.Key != page.Seat && p.Value.Connection == page.Connection))
        {
            (other.Value.Connection, other.Value.Left) = (null, true);
        }

        person ??= People[page.Seat] = new Person { Role = role };
        (person.Connection, person.Away, person.Left, person.Instance) = (page.Connection, false, false, page.Instance);
        person.Admitted |= IsAdmittedAtOnce(person.Role);
        return null;
    }

    public void Disconnect(string connection, DateTimeOffset now)
    {
        foreach (var person in People.Values.Where(p => p.Connection == connection))
        {
            (person.Connection, person.DisconnectedAt) = (null, now);
        }
    }

    public void Leave(string connection)
    {
        foreach (var person in People.Values.Where(p => p.Connection == connection))
        {
            (person.Connection, person.Left) = (null, true);
        }
    }

    public void Expire(DateTimeOffset now)
    {
        passesEnded |= now >= Given.Start.AddHours(24);
        foreach (var person in People.Values
            .Where(p => p.Connection is null && now - p.DisconnectedAt >= TimeSpan.FromSeconds(15)))
        {
            person.Away = !person.Left;
        }
    }

    public void Admit(string connection, string seat)
    {
        if (People.Values.Any(p => p.Connection == connection && p.Role is Role.Practitioner)
            && People.TryGetValue(seat, out var person) && !person.Left && HasPlace(Role.Patient))
        {
            person.Admitted = true;
        }
    }

    public void SendOut(string connection, string seat)
    {
        if (People.Values.Any(p => p.Connection == connection && p.Role is Role.Practitioner)
            && People.TryGetValue(seat, out var person) && person is { Left: false, Role: Role.Patient })
        {
            (person.Connection, person.Left, person.SentOut, person.Admitted) = (null, true, true, false);
            Guarded = true;
        }
    }

    public void Activate(DateTimeOffset now)
    {
        foreach (var person in People.Values.Where(p => p.Here))
        {
            (person.Connection, person.DisconnectedAt) = (null, now + TimeSpan.FromSeconds(30));
        }
    }

    private bool PassesEnded => passesEnded || Cancelled;

    public Presence PresenceOf(Person person) =>
        person.Left ? Presence.Left
        : person.Away ? Presence.Away
        : person.Connection is null ? Presence.Reconnecting
        : person.Admitted && BothSides ? Presence.Present
        : Presence.Waiting;

    public bool MayRelay(string from, string to) =>
        from != to && BothSides
        && People.TryGetValue(from, out var sender) && sender is { Connection: not null, Admitted: true }
        && People.TryGetValue(to, out var receiver) && receiver is { Connection: not null, Admitted: true };

    private RefusalReason? WhyNot(EnterRoom page, Role role, Person? person, DateTimeOffset now)
    {
        if (person is not null && page.Instance < person.Instance)
        {
            return RefusalReason.Replaced;
        }

        return person is null ? Shut(now) ?? Full(role, IsAdmittedAtOnce(role)) : WhyNotBack(person, now);
    }

    private RefusalReason? WhyNotBack(Person person, DateTimeOffset now) => person switch
    {
        { SentOut: true } => RefusalReason.SentOut,
        { Here: true } => null,
        { Left: false } => Full(person.Role, person.Admitted),
        _ => Shut(now) ?? Full(person.Role, person.Admitted || IsAdmittedAtOnce(person.Role)),
    };

    private bool IsAdmittedAtOnce(Role role) =>
        role is Role.Practitioner || (admission is Admission.Automatic && !Guarded);

    private RefusalReason? Full(Role role, bool admitted)
    {
        var hasPlace = admitted ? HasPlace(role) : People.Values.Count(p => p.Here && !p.Admitted) < 8;
        return hasPlace ? null : RefusalReason.Full;
    }

    private bool HasPlace(Role role)
    {
        var inside = People.Values.Where(p => p.Here && p.Admitted).ToList();
        return inside.Count < capacity && inside.Count(p => p.Role == role) < capacity - 1;
    }

    private RefusalReason? Shut(DateTimeOffset now) =>
        Cancelled ? RefusalReason.Cancelled
        : now < Given.Start ? RefusalReason.TooEarly
        : now >= Given.Start.AddHours(24) ? RefusalReason.Expired
        : null;
}
