using System.ComponentModel.DataAnnotations;

namespace RedConnect.Api.Rooms;

/// <summary>What browsers are given and allowed; section <c>Rooms</c>.</summary>
public sealed class RoomHubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Rooms";

    /// <summary>STUN and TURN servers, in W3C form. Empty: host candidates only.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Messages one connection may send on average, per second.</summary>
    [Range(1, 1_000_000)]
    public double MessagesPerSecond { get; init; } = 50;

    /// <summary>Messages one connection may send at once.</summary>
    [Range(1, 1_000_000)]
    public double MessageBurst { get; init; } = 500;
}
