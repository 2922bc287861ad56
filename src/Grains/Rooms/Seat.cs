using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>A participant's place in the room, kept across reconnects.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Seat")]
internal sealed record Seat(
    [property: Id(0)] string Id,
    [property: Id(1)] Role Role,
    [property: Id(2)] int Instance,
    [property: Id(3)] ImmutableArray<byte> SealedHello,
    [property: Id(4)] bool Admitted,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] SeatPresence Presence)
{
    /// <summary>Neither given up by a goodbye nor ended by the practitioner.</summary>
    public bool Taken => Presence.Kind is not Contracts.Rooms.Presence.Left;

    /// <summary>Connected, or expected back within seconds: counts for capacity and for the meeting.</summary>
    public bool Here => Taken && Presence is not SeatPresence.Away;

    public bool IsPractitioner => Role is Role.Practitioner;

    public bool IsConnectedBy(string connection) => Presence.Connection == connection;

    /// <summary>
    /// A newer page, or the seat's own: an instance says one thing to the others, so another hello under its number is
    /// another page's.
    /// </summary>
    public bool AcceptsPage(int instance, ImmutableArray<byte> hello) =>
        instance > Instance || (instance == Instance && Greeted(hello));

    /// <summary>Whether the two are stored alike: connections that break and heal are not stored.</summary>
    public bool IsStoredLike(Seat other) =>
        Id == other.Id && Instance == other.Instance && Admitted == other.Admitted
        && Taken == other.Taken && Here == other.Here && Greeted(other.SealedHello);

    private bool Greeted(ImmutableArray<byte> hello) => SealedHello.AsSpan().SequenceEqual(hello.AsSpan());

    public override string ToString() => $"{Role} {Presence.Kind} #{Instance}";
}
