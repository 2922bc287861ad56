using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>
/// The way of one connection's signals to its room. What was read from the line in one go travels in one call, because browsers that negotiate speak in bursts;
/// a single signal waits for nothing but a free thread.
/// </summary>
internal sealed class SignalBurst(IRoomGrain room, string connection) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private List<SealedSignal>? waiting;

    public void Add(SealedSignal signal)
    {
        lock (gate)
        {
            if (waiting is not null)
            {
                waiting.Add(signal);
                return;
            }

            waiting = [signal];
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Whatever waits goes now.</summary>
    public void Execute()
    {
        List<SealedSignal>? together;
        lock (gate)
        {
            (together, waiting) = (waiting, null);
        }

        if (together is not null)
        {
            Relay(together).Ignore();
        }
    }

    /// <summary>Whatever fails, fails in the task: senders say everything again that was not acknowledged.</summary>
    private async Task Relay(IReadOnlyList<SealedSignal> signals) => await room.Relay(connection, signals);
}
