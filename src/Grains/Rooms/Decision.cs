using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What an event makes of a room, and what to tell: a changed room is told to everybody in it.</summary>
/// <param name="Next">The room afterwards; the same object when nothing changed.</param>
/// <param name="Refusal">Why an entry was refused, or null.</param>
/// <param name="Left">The seat that said goodbye or was sent out: the next snapshot shows it once more.</param>
/// <param name="Replaced">The connection that lost its seat to another one, if any.</param>
/// <param name="SentOut">The connection whose seat was ended, if any: it sees the next snapshot, and no more.</param>
internal sealed record Decision(RoomState Next, Refusal? Refusal = null, Seat? Left = null,
    Replacement? Replaced = null, string? SentOut = null)
{
    /// <summary>Holds ids of connections: prints none.</summary>
    public override string ToString() => nameof(Decision);
}

/// <summary>A seat's former connection.</summary>
/// <param name="Connection">Its id.</param>
/// <param name="ByInstance">The newer instance, whose page the old one is told about; null when the same page connected
/// again.</param>
internal sealed record Replacement(string Connection, int? ByInstance)
{
    /// <summary>The connection that an entry takes a seat from, if it is another one.</summary>
    public static Replacement? Of(Seat? before, EnterRoom command) =>
        before?.Presence.Connection is { } old && old != command.Connection
            ? new Replacement(old, before.Instance == command.Instance ? null : command.Instance)
            : null;
}
