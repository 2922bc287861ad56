namespace RedConnect.Tests.Load.People;

/// <summary>Two people who speak with each other.</summary>
internal sealed record Room(Side One, Side Two)
{
    public IReadOnlyList<Side> Both { get; } = [One, Two];
}

/// <summary>Many rooms of two.</summary>
internal sealed class Crowd(IReadOnlyList<Room> rooms)
{
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 32 };

    public IReadOnlyList<Room> Rooms { get; } = rooms;

    public IEnumerable<Side> Everybody => Rooms.SelectMany(room => room.Both);

    /// <summary>Thirty-two rooms at a time.</summary>
    public Task InEveryRoom(Func<Room, Task> act) =>
        Parallel.ForEachAsync(Rooms, AtOnce, async (room, _) => await act(room));

    public Task Disappear() => Parallel.ForEachAsync(Everybody, async (side, _) => await side.Disconnect());

    public void Deafen()
    {
        foreach (var side in Everybody)
        {
            side.Heard = null;
        }
    }
}
