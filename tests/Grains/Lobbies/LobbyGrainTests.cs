using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Lobbies;

public sealed class LobbyGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Whoever_waits_in_the_wrong_room_is_told_and_the_word_is_taken_back()
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

    private async Task<(RoomVisit Here, RoomVisit There)> TwoRoomsOfOneOrganiser()
    {
        var here = await RoomVisit.Planned(cluster);
        return (here, await RoomVisit.Planned(cluster, plan => plan with { Organiser = here.Name }));
    }
}
