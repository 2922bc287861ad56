namespace RedConnect.Grains.Connections;

/// <summary>Calls back once when a grain's next deadline has come. A deadline that moved to a later time costs one call
/// for nothing.</summary>
internal sealed class DeadlineTimer(IGrainBase grain, Func<CancellationToken, Task> callback, TimeProvider time)
{
    /// <summary>For a deadline that is already over: the callback failed, most likely in the store.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>Timers cannot wait for weeks; one that comes early sets itself again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private IGrainTimer? timer;
    private DateTimeOffset due = DateTimeOffset.MaxValue;

    public void Schedule(DateTimeOffset? deadline)
    {
        if (deadline is not { } next || next >= due)
        {
            return;
        }

        due = next;
        var left = next - time.GetUtcNow();
        var wait = left <= TimeSpan.Zero ? Retry : left < Longest ? left : Longest;
        timer ??= grain.RegisterGrainTimer(
            OnDue, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan) { KeepAlive = true });
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private Task OnDue(CancellationToken cancellation)
    {
        due = DateTimeOffset.MaxValue;
        return callback(cancellation);
    }
}
