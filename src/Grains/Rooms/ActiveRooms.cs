using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Placement;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// The rooms that are active in this silo. Before a planned stop they move to the other silos while everything here
/// still runs: later each of them would wait for its new entry in the grain directory.
/// </summary>
internal sealed class ActiveRooms(ISiloStatusOracle silos, TimeProvider time, ILogger<ActiveRooms> log)
    : IHostedLifecycleService
{
    /// <summary>A room that has not moved by then moves while the silo stops, or is activated elsewhere on its next
    /// call.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<IGrainContext, bool> rooms = new();

    public void Add(IGrainContext room) => rooms[room] = true;

    public void Remove(IGrainContext room) => rooms.TryRemove(room, out _);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var others = silos.GetApproximateSiloStatuses(onlyActive: true).Keys
            .Where(silo => !silo.Equals(silos.SiloAddress)).ToList();
        var moving = others.Count > 0 ? rooms.Keys.ToList() : [];
        foreach (var room in moving)
        {
            var target = others[(int)(room.GrainId.GetUniformHashCode() % (uint)others.Count)];
            room.Migrate(new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = target },
                cancellationToken);
        }

        try
        {
            await Task.WhenAll(moving.Select(room => room.Deactivated)).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            log.MovedLate(moving.Count(room => !room.Deactivated.IsCompleted), moving.Count);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
