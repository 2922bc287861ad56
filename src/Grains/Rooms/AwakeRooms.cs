using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Placement;

namespace RedConnect.Grains.Rooms;

/// <summary>The rooms that are awake in this silo. Before it stops they move to the others, while everything here still runs: afterwards each would have to wait for its new entry in the directory.</summary>
internal sealed partial class AwakeRooms(ISiloStatusOracle silos, TimeProvider time, ILogger<AwakeRooms> log) : IHostedLifecycleService
{
    /// <summary>Whoever has not moved by then moves while the silo stops, or wakes elsewhere.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<IGrainContext, bool> rooms = new();

    public void Add(IGrainContext room) => rooms[room] = true;

    public void Remove(IGrainContext room) => rooms.TryRemove(room, out _);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var others = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(silo => !silo.Equals(silos.SiloAddress)).ToList();
        var moving = others.Count > 0 ? rooms.Keys.ToList() : [];
        foreach (var room in moving)
        {
            var there = others[(int)(room.GrainId.GetUniformHashCode() % (uint)others.Count)];
            room.Migrate(new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = there }, cancellationToken);
        }

        try
        {
            await Task.WhenAll(moving.Select(room => room.Deactivated)).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogLate(moving.Count(room => !room.Deactivated.IsCompleted), moving.Count);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1006, LogLevel.Warning, "{Late} of {Count} rooms have not moved to another server in time.")]
    private partial void LogLate(int late, int count);
}
