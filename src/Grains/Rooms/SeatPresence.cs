using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>The state of a seat, one case for each presence of the protocol (docs/room-states.md).</summary>
[GenerateSerializer, Immutable, Alias("redconnect.SeatPresence")]
internal abstract record SeatPresence
{
    private SeatPresence()
    {
    }

    public abstract Presence Kind { get; }

    /// <summary>The connection's id, while there is one.</summary>
    public virtual string? Connection => null;

    /// <summary>When the connection was lost or given up.</summary>
    public virtual DateTimeOffset? DisconnectedAt => null;

    /// <summary>Connected, but not admitted, or without the other side.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.Waiting")]
    public sealed record Waiting([property: Id(0)] string By) : SeatPresence
    {
        public override Presence Kind => Presence.Waiting;

        public override string Connection => By;
    }

    /// <summary>Connected, admitted, and with the other side: signals are relayed.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.Present")]
    public sealed record Present([property: Id(0)] string By) : SeatPresence
    {
        public override Presence Kind => Presence.Present;

        public override string Connection => By;
    }

    /// <summary>The connection is gone; expected back until then.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.Reconnecting")]
    public sealed record Reconnecting([property: Id(0)] DateTimeOffset Since, [property: Id(1)] DateTimeOffset Until)
        : SeatPresence
    {
        public override Presence Kind => Presence.Reconnecting;

        public override DateTimeOffset? DisconnectedAt => Since;
    }

    /// <summary>Not expected any more: the room goes on without this seat, whose media may still flow between the
    /// browsers.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.Away")]
    public sealed record Away([property: Id(0)] DateTimeOffset Since) : SeatPresence
    {
        public override Presence Kind => Presence.Away;

        public override DateTimeOffset? DisconnectedAt => Since;
    }

    /// <summary>Ended by the practitioner, for good.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.SentOut")]
    public sealed record SentOut([property: Id(0)] DateTimeOffset Since) : SeatPresence
    {
        public override Presence Kind => Presence.Left;

        public override DateTimeOffset? DisconnectedAt => Since;
    }

    /// <summary>Said goodbye.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.SeatPresence.Left")]
    public sealed record Left([property: Id(0)] DateTimeOffset Since) : SeatPresence
    {
        public override Presence Kind => Presence.Left;

        public override DateTimeOffset? DisconnectedAt => Since;
    }
}
