namespace RedConnect.Api.Connections;

/// <summary>
/// When all leases are renewed: every 5 s; at once when a connection to a silo was opened or lost, and then every
/// second for 10 s. The cluster decides some seconds later that a silo is dead. Only then it deactivates, on the other
/// silos, the rooms whose directory entries the dead silo held, so one renewal at the time of the loss would come too
/// early for them (docs/decisions/0009).
/// </summary>
internal sealed class RenewalSchedule(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnsettledInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnsettledTime = TimeSpan.FromSeconds(10);
    private long renewed = time.GetTimestamp();
    private long changed = time.GetTimestamp();
    private volatile bool now;

    public void OnGatewaysChanged()
    {
        Volatile.Write(ref changed, time.GetTimestamp());
        now = true;
    }

    /// <summary>Whether a renewal is due; if so, it counts as done. One caller.</summary>
    public bool IsDue()
    {
        var unsettled = time.GetElapsedTime(Volatile.Read(ref changed)) < UnsettledTime;
        if (!now && time.GetElapsedTime(renewed) < (unsettled ? UnsettledInterval : Interval))
        {
            return false;
        }

        (renewed, now) = (time.GetTimestamp(), false);
        return true;
    }
}
