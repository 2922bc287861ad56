using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>What the store is asked in the life of a room, counted where it is asked.</summary>
internal sealed class RoomLife(StoreLog store, Report report)
{
    private const int Rooms = 50;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private StoreRequests before = store.Count();

    public static async Task Measure(OurCluster cluster, IHost client, Report report)
    {
        var life = new RoomLife(cluster.Store, report);
        var crowd = await cluster.Gather(Rooms);
        life.Note("planned");
        await crowd.InEveryRoom(room => room.One.Come());
        life.Note("first enters");
        await crowd.InEveryRoom(room => room.Two.Come());
        life.Note("second enters");
        await crowd.InEveryRoom(room => Task
            .WhenAll(Enumerable.Range(0, Side.Negotiation).SelectMany(_ => room.Both.Select(side => side.Send()))));
        await Meter.Pause(Wait);
        life.Note("call");
        await crowd.InEveryRoom(room => room.Two.Disconnect());
        await crowd.InEveryRoom(room => room.Two.Come());
        life.Note("line lost and back");
        await crowd.InEveryRoom(room => Task.WhenAll(room.Both.Select(side => ((RoomSide)side).Leave())));
        life.Note("both leave");
        await crowd.Disappear();
        await Sleep(client);
        life.Note("put to rest");
        await Parallel.ForEachAsync(cluster.Planned, async (room, _) => await Delete(client, room));
        life.Note("deleted, from rest");
    }

    private static async Task Sleep(IHost client)
    {
        await Meter.Pause(Wait);
        await client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.FromSeconds(2));
    }

    private static Task Delete(IHost client, PlannedRoom room) =>
        client.Services.GetRequiredService<IGrainFactory>().GetGrain<IRoomGrain>(room.Room).Delete(room.Practice);

    private void Note(string phase)
    {
        var now = store.Count();
        var asked = now - before;
        before = now;
        report.Add($"store, {phase}: state reads per room", Contender.Ours, (double)asked.Reads / Rooms);
        report.Add($"store, {phase}: state writes per room", Contender.Ours, (double)asked.Writes / Rooms);
        report.Add($"store, {phase}: reminder requests per room", Contender.Ours, (double)asked.Reminders / Rooms);
    }
}
