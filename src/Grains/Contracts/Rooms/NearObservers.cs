using System.Collections.Concurrent;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>
/// Observers that live in the silo's own process. A room speaks to them by a plain call instead of a message: measured, a message between two objects of one process
/// costs about as much as all of SignalR's work for it. Observers elsewhere are reached as ever.
/// </summary>
public sealed class NearObservers
{
    private readonly ConcurrentDictionary<IRoomObserver, IRoomObserver> near = new();

    /// <summary>An edge in this process tells which object is behind its reference.</summary>
    public void Add(IRoomObserver reference, IRoomObserver observer) => near[reference] = observer;

    /// <summary>The object itself when it is here, the reference otherwise.</summary>
    public IRoomObserver Nearest(IRoomObserver reference) => near.GetValueOrDefault(reference, reference);
}
