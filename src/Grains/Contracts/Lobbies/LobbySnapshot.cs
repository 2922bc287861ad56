using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Contracts.Lobbies;

/// <summary>Which sides are in a room.</summary>
[GenerateSerializer, Alias("redconnect.Sides")]
[Flags]
public enum Sides
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Somebody with the practitioner's code.</summary>
    Practitioner = 1,

    /// <summary>Somebody with the patient's or a guest's code.</summary>
    Patient = 2,

    /// <summary>Both.</summary>
    Both = Practitioner | Patient,
}

/// <summary>What a room tells its practice's lobby.</summary>
/// <param name="Room">Its id.</param>
/// <param name="Organiser">Who planned it: their rooms are compared.</param>
/// <param name="Sides">Who is here.</param>
/// <param name="Seats">As people in the room see them.</param>
/// <param name="DelayMinutes">By how much the practice said it is late; 0 when it said nothing.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomReport")]
public sealed record RoomReport(
    [property: Id(0)] string Room,
    [property: Id(1)] string Organiser,
    [property: Id(2)] Sides Sides,
    [property: Id(3)] ImmutableArray<SeatView> Seats,
    [property: Id(4)] int DelayMinutes)
{
    /// <summary>Holds ids: prints none.</summary>
    public override string ToString() => nameof(RoomReport);
}

/// <summary>Who is in which room of a practice.</summary>
/// <param name="Epoch">The lobby's activation.</param>
/// <param name="Version">Rises with every change within an epoch.</param>
/// <param name="Complete">False for a time after the lobby was activated: rooms have not reported yet.</param>
/// <param name="Rooms">Those with somebody in them, by who came first.</param>
[GenerateSerializer, Immutable, Alias("redconnect.LobbySnapshot")]
public sealed record LobbySnapshot(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Version,
    [property: Id(2)] bool Complete,
    [property: Id(3)] ImmutableArray<RoomReport> Rooms);

/// <summary>What a lobby knows and a room does not.</summary>
/// <param name="Elsewhere">The side that is missing in the room waits in another one of its organiser.</param>
/// <param name="Watched">Somebody of the practice has the list of waiting people open.</param>
[GenerateSerializer, Immutable, Alias("redconnect.LobbyNotice")]
public sealed record LobbyNotice([property: Id(0)] bool Elsewhere, [property: Id(1)] bool Watched);

/// <summary>What changed in a practice: its pages load it again.</summary>
[GenerateSerializer, Alias("redconnect.PracticeChange")]
public enum PracticeChange
{
    /// <summary>Appointments were planned, changed, cancelled or deleted.</summary>
    Appointments,

    /// <summary>A workplace asks, or was approved, rejected, renamed or blocked.</summary>
    Workplaces,

    /// <summary>Users were added or changed.</summary>
    Users,
}
