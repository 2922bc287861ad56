namespace RedConnect.Api.Rooms;

/// <summary>Spreads over a while what is due for everybody again and again: in each of so many turns for those whose name falls to it, and for everybody once in a round.</summary>
internal sealed class Turns(int count)
{
    private uint next;

    /// <summary>How many turns make a round.</summary>
    public int Count => count;

    /// <summary>Whose turn it is now.</summary>
    public Func<string, bool> Next()
    {
        var now = next++ % count;
        return name => (uint)name.GetHashCode(StringComparison.Ordinal) % count == now;
    }
}
