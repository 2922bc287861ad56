using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>Why a request is refused. Expected, and shown to the person in their words.</summary>
[GenerateSerializer, Alias("redconnect.RefusalReason")]
public enum RefusalReason
{
    /// <summary>No room has this pass, or its traces are deleted.</summary>
    Unknown,

    /// <summary>Before the start; <see cref="Refusal.Start"/> says when.</summary>
    TooEarly,

    /// <summary>After start + 24 h.</summary>
    Expired,

    /// <summary>The practice cancelled the appointment.</summary>
    Cancelled,

    /// <summary>Every seat is taken.</summary>
    Full,

    /// <summary>A newer instance holds the seat; <see cref="Refusal.Instance"/> says which.</summary>
    Replaced,

    /// <summary>The practitioner ended this seat.</summary>
    SentOut,

    /// <summary>Too many attempts; <see cref="Refusal.RetryAfter"/> says how long to wait.</summary>
    Throttled,

    /// <summary>The service sheds load; try again after <see cref="Refusal.RetryAfter"/>.</summary>
    Overloaded,
}

/// <summary>A typed refusal.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Refusal")]
public sealed record Refusal(
    [property: Id(0)] RefusalReason Reason,
    [property: Id(1)] DateTimeOffset? Start = null,
    [property: Id(2)] TimeSpan? RetryAfter = null,
    [property: Id(3)] int? Instance = null);

/// <summary>What a valid pass reveals before entering: enough to seal the name.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Door")]
public sealed record Door(
    [property: Id(0)] string Room,
    [property: Id(1)] Role Role,
    [property: Id(2)] ImmutableArray<byte> SealedRoomKey,
    [property: Id(3)] DateTimeOffset Start,
    [property: Id(4)] DateTimeOffset End,
    [property: Id(5)] Admission Admission);

/// <summary>Either a door or a refusal.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.KnockAnswer")]
public sealed record KnockAnswer([property: Id(0)] Door? Door, [property: Id(1)] Refusal? Refusal);

/// <summary>A seat as the others see it.</summary>
/// <param name="Seat">Its id.</param>
/// <param name="Role">The side it is on.</param>
/// <param name="Instance">Rises when a new page takes the seat over; streams to the old one end.</param>
/// <param name="Presence">Derived.</param>
/// <param name="Admitted">Whether it was let in.</param>
/// <param name="SealedHello">Sealed with the room's hello key.</param>
/// <param name="Since">When it entered first.</param>
[GenerateSerializer, Immutable, Alias("redconnect.SeatView")]
public sealed record SeatView(
    [property: Id(0)] string Seat,
    [property: Id(1)] Role Role,
    [property: Id(2)] int Instance,
    [property: Id(3)] Presence Presence,
    [property: Id(4)] bool Admitted,
    [property: Id(5)] ImmutableArray<byte> SealedHello,
    [property: Id(6)] DateTimeOffset Since);

/// <summary>The whole room as everybody in it may see it.</summary>
/// <param name="Epoch">The room activation.</param>
/// <param name="Version">Rises by one with every change within an epoch.</param>
/// <param name="Seats">In order of entry; a seat that just left appears once as Left, then no more.</param>
/// <param name="Advice">Given as soon as it is true, withdrawn as soon as it is not.</param>
/// <param name="Cancelled">The practice cancelled; nobody new can enter.</param>
/// <param name="Watched">Somebody of the practice has the list of waiting people open.</param>
/// <param name="DelayMinutes">The practice said that it is late by about so many minutes; 0 when it said
/// nothing.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomSnapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<SeatView> Seats,
    [property: Id(3)] Advice Advice,
    [property: Id(4)] bool Cancelled,
    [property: Id(5)] bool Watched,
    [property: Id(6)] int DelayMinutes);

/// <summary>What entering yields.</summary>
/// <param name="Snapshot">The room now.</param>
/// <param name="End">When the passes stop opening the room.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Entered")]
public sealed record Entered([property: Id(0)] RoomSnapshot Snapshot, [property: Id(1)] DateTimeOffset End);

/// <summary>Either entered or refused.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.EnterAnswer")]
public sealed record EnterAnswer([property: Id(0)] Entered? Entered, [property: Id(1)] Refusal? Refusal);

/// <summary>What a practice is told when it plans a room.</summary>
[GenerateSerializer, Alias("redconnect.PlanOutcome")]
public enum PlanOutcome
{
    /// <summary>Stored; repeating the same plan gives this again.</summary>
    Planned,

    /// <summary>Another room has one of the codes: draw again.</summary>
    CodeTaken,

    /// <summary>The room belongs to another practice, or was cancelled: draw a new id.</summary>
    RoomTaken,
}
