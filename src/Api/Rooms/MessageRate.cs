namespace RedConnect.Api.Rooms;

/// <summary>A token bucket: bursts up to <paramref name="burst"/> messages, refilled at <paramref name="perSecond"/>.</summary>
internal sealed class MessageRate(double perSecond, double burst)
{
    private double spent;
    private DateTimeOffset filled = DateTimeOffset.MaxValue;

    public bool Allow(DateTimeOffset now)
    {
        spent = Math.Max(0, spent - (Math.Max(0, (now - filled).TotalSeconds) * perSecond));
        filled = now;
        if (spent > burst - 1)
        {
            return false;
        }

        spent++;
        return true;
    }
}
