using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Lobbies;

public sealed class LobbyGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Who_waits_in_the_wrong_room_is_told_and_the_advice_is_withdrawn()
    {
        var (here, there) = await TwoRoomsOfOneOrganiser();
        await here.Enter("a");
        await there.Enter("p");
        await here.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Advice is Advice.Elsewhere);
        await there.ObserverOf("p").Next<RoomSnapshot>(snapshot => snapshot.Advice is Advice.Elsewhere);

        await there.Room.Leave(there.Connection("p"));
        await here.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Advice is Advice.None);
    }

    [Fact]
    public async Task A_room_that_woke_again_learns_anew_that_its_patient_is_wrong_there()
    {
        var (here, there) = await TwoRoomsOfOneOrganiser();
        await here.Enter("a");
        await there.Enter("p");
        await here.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Advice is Advice.Elsewhere);
        await cluster.Forget(here.Room);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        var active = await here.Enter("a");
        await here.ObserverOf("a").Next<RoomSnapshot>(told => told.Epoch == active.Snapshot.Epoch
            && told.Advice is Advice.Elsewhere);
    }

    [Fact]
    public async Task The_practice_sees_who_waits_and_they_see_that_it_does()
    {
        var (visit, page) = (await Waiting(), new RecordingPage());
        var lobby = await Watch(visit, page);
        var seat = Assert.Single(Assert.Single((await lobby.Snapshot()).Rooms).Seats);
        Assert.Equal(("a", Presence.Waiting), (seat.Seat, seat.Presence));
        await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Watched);

        await visit.Enter("p");
        await Learns(visit, told => told.Rooms.Single().Seats.All(s => s.Presence is Presence.Present));
        await page.Next<LobbySnapshot>(told => told.Rooms.Single().Seats.All(s => s.Presence is Presence.Present));
        await visit.Room.Leave(visit.Connection("a"));
        await visit.Room.Leave(visit.Connection("p"));
        await Learns(visit, told => told.Rooms.IsEmpty);
        await page.Next<LobbySnapshot>(told => told.Rooms.IsEmpty);
    }

    [Fact]
    public async Task A_patient_is_told_when_nobody_of_the_practice_looks_any_more()
    {
        var (visit, page) = (await Waiting(), new RecordingPage());
        var lobby = await Watch(visit, page);
        await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Watched);
        await lobby.Disconnect("page");
        await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => !snapshot.Watched);
    }

    [Fact]
    public async Task A_page_whose_server_died_does_not_count_as_watching()
    {
        var (visit, page) = (await Waiting(), new RecordingPage());
        await Watch(visit, page);
        await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Watched);
        for (var seconds = 0; seconds < 18; seconds += 3)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(3));
            await visit.Renew("a");
        }

        await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => !snapshot.Watched);
    }

    [Fact]
    public async Task A_room_that_stopped_reporting_is_dropped()
    {
        var (visit, page) = (await Waiting(), new RecordingPage());
        var lobby = await Watch(visit, page);
        await cluster.Forget(visit.Room);
        for (var seconds = 0; seconds <= 60; seconds += 10)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(10));
            await Watch(visit, page);
        }

        await page.Next<LobbySnapshot>(told => told.Rooms.IsEmpty);
        Assert.Empty((await lobby.Snapshot()).Rooms);
    }

    [Fact]
    public async Task Pages_are_told_what_happened_in_the_practice()
    {
        var (visit, page) = (await Planned(), new RecordingPage());
        var lobby = await Watch(visit, page);
        await lobby.Happened(PracticeChange.Workplaces);
        Assert.Equal(PracticeChange.Workplaces, await page.Next<PracticeChange>());
        await lobby.SessionEnded("session");
        Assert.Equal("session", await page.Next<string>());
    }

    /// <summary>In a practice of its own.</summary>
    private Task<RoomVisit> Planned() =>
        RoomVisit.Planned(cluster, plan => plan with { Practice = Guid.NewGuid().ToString("N") });

    /// <summary>The same with a patient in it, whom the lobby knows.</summary>
    private async Task<RoomVisit> Waiting()
    {
        var visit = await Planned();
        await visit.Enter("a");
        await Learns(visit, told => told.Rooms.Length == 1);
        return visit;
    }

    /// <summary>Returns when the lobby knows it and the time after which it tells pages has passed.</summary>
    private async Task Learns(RoomVisit visit, Func<LobbySnapshot, bool> what)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!what(await Lobby(visit).Snapshot(timeout.Token)))
        {
            await poll.WaitForNextTickAsync(timeout.Token);
        }

        cluster.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private ILobbyGrain Lobby(RoomVisit visit) => cluster.Grains.GetGrain<ILobbyGrain>(visit.Plan.Practice);

    private async Task<ILobbyGrain> Watch(RoomVisit visit, RecordingPage page)
    {
        var lobby = Lobby(visit);
        await lobby.Renew(["page"], page.Reference(cluster));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        return lobby;
    }

    private async Task<(RoomVisit Here, RoomVisit There)> TwoRoomsOfOneOrganiser()
    {
        var here = await RoomVisit.Planned(cluster);
        return (here, await RoomVisit.Planned(cluster, plan => plan with { Organiser = here.Name }));
    }
}
