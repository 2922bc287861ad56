using RedConnect.Grains.Connections;
using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Lobbies;

/// <summary>Holds nothing durable. Rooms are told at once what they did not know; pages are told at most a few times a
/// second.</summary>
[GrainType("lobby")]
internal sealed class LobbyGrain : Grain, ILobbyGrain
{
    /// <summary>A practice's pages need not redraw more often.</summary>
    private static readonly TimeSpan TellingInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>By then every room with somebody in it has reported to a lobby that was activated elsewhere.</summary>
    private static readonly TimeSpan Completion = TimeSpan.FromSeconds(25);
    private readonly TimeProvider time;
    private readonly LobbyRooms rooms = new();
    private readonly Leases<ILobbyObserver> pages = new();
    private readonly DeadlineTimer timer;
    private readonly DateTimeOffset activated;
    private DateTimeOffset? untold;
    private long version = 1;

    public LobbyGrain(TimeProvider time)
    {
        this.time = time;
        activated = time.GetUtcNow();
        untold = activated + Completion;
        timer = new DeadlineTimer(this, OnDeadline, time);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private LobbySnapshot Present => new(
        activated.ToUnixTimeMilliseconds(), version, Now >= activated + Completion, rooms.Reports);

    public Task Report(RoomReport report)
    {
        rooms.Take(report, Now);
        Change();
        return Task.CompletedTask;
    }

    public Task<Renewal> Renew(string[] connections, ILobbyObserver observer, CancellationToken cancellation)
    {
        foreach (var connection in connections)
        {
            pages.Renew(connection, observer, Now);
        }

        TellRooms();
        return Task.FromResult(new Renewal([], activated.ToUnixTimeMilliseconds(), version));
    }

    public Task<LobbySnapshot> Snapshot(CancellationToken cancellation) => Task.FromResult(Present);

    public Task Disconnect(string connection)
    {
        pages.End(connection);
        TellRooms();
        return Task.CompletedTask;
    }

    public Task Happened(PracticeChange change)
    {
        foreach (var server in pages.ByServer)
        {
            server.Key.Happened([.. server], change).Ignore();
        }

        return Task.CompletedTask;
    }

    public Task SessionEnded(string session)
    {
        foreach (var server in pages.ByServer)
        {
            server.Key.SessionEnded([.. server], session).Ignore();
        }

        return Task.CompletedTask;
    }

    /// <summary>Pages are told soon, together with what else changes meanwhile.</summary>
    private void Change()
    {
        version++;
        untold = Now + TellingInterval;
        TellRooms();
    }

    private void TellRooms()
    {
        foreach (var (room, notice) in rooms.TakeNews(watched: !pages.IsEmpty))
        {
            GrainFactory.GetGrain<IRoomGrain>(room).Notice(notice).Ignore();
        }

        timer.Schedule(new[] { untold, rooms.NextExpiry, pages.NextExpiry }.Min());
    }

    private void TellPages()
    {
        untold = null;
        foreach (var server in pages.ByServer)
        {
            server.Key.Changed([.. server], Present).Ignore();
        }
    }

    private Task OnDeadline(CancellationToken cancellation)
    {
        pages.Expired(Now).ToList().ForEach(pages.End);
        if (rooms.NextExpiry <= Now)
        {
            rooms.DropSilent(Now);
            Change();
        }

        if (untold <= Now)
        {
            TellPages();
        }

        TellRooms();
        return Task.CompletedTask;
    }
}
