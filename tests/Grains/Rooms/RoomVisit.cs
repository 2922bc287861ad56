using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>A planned room with a name of its own, and an observer for each of its seats.</summary>
internal sealed class RoomVisit
{
    private readonly Cluster cluster;
    private readonly Dictionary<string, IRoomObserver> references = [];
    private readonly Dictionary<string, RecordingObserver> observers = [];

    private RoomVisit(Cluster cluster)
    {
        this.cluster = cluster;
        Room = cluster.Grains.GetGrain<IRoomGrain>(Name);
        Plan = Given.Plan(room: Name) with { Organiser = Name, Start = cluster.Time.GetUtcNow().AddMinutes(-1) };
    }

    public string Name { get; } = Guid.NewGuid().ToString("N");

    public IRoomGrain Room { get; }

    public RoomPlan Plan { get; set; }

    public static async Task<RoomVisit> Planned(Cluster cluster, Func<RoomPlan, RoomPlan>? change = null)
    {
        var visit = new RoomVisit(cluster);
        visit.Plan = change?.Invoke(visit.Plan) ?? visit.Plan;
        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(visit.Plan));
        return visit;
    }

    public static RoomVisit Unplanned(Cluster cluster) => new(cluster);

    public RecordingObserver ObserverOf(string seat)
    {
        if (!observers.TryGetValue(seat, out var observer))
        {
            observers[seat] = observer = new RecordingObserver();
            references[seat] = cluster.Reference<IRoomObserver>(observer);
        }

        return observer;
    }

    public EnterRoom Page(string seat, int instance = 1) =>
        Given.Page(seat, seat == "p" ? Role.Practitioner
            : Role.Patient, instance, room: Name) with { Connection = $"{Name}-{seat}-{instance}" };

    public Task<EnterAnswer> TryEnter(EnterRoom page)
    {
        ObserverOf(page.Seat);
        return Room.Enter(page, references[page.Seat]);
    }

    public async Task<Entered> Enter(EnterRoom page)
    {
        var answer = await TryEnter(page);
        Assert.Null(answer.Refusal);
        return answer.Entered ?? throw new InvalidOperationException("Neither entered nor refused.");
    }

    public Task<Entered> Enter(string seat, int instance = 1) => Enter(Page(seat, instance));

    public Task<Renewal> Renew(string seat, int instance = 1) =>
        Room.Renew([Page(seat, instance).Connection], references[seat]);

    public string Connection(string seat, int instance = 1) => Page(seat, instance).Connection;

    public Task Signal(string from, string to, long number = 1) =>
        Room.Relay(Connection(from), [Given.Signal(from, to, number)]);

    public async Task Meet()
    {
        await Enter("p");
        await Enter("a");
        await ObserverOf("p").Sees("a", Presence.Present);
    }
}
