namespace RedConnect.Api.Rooms;

/// <summary>Spreads over a while what is due for everybody again and again: a few in each turn, by their name, and everybody once in a round.</summary>
internal static class Turns
{
    /// <summary>How many make a round.</summary>
    public const int Count = 20;

    /// <summary>Whose turn it is: 0 and up to <see cref="Count"/> exclusive.</summary>
    public static uint Of(string name) => (uint)name.GetHashCode(StringComparison.Ordinal) % Count;
}
