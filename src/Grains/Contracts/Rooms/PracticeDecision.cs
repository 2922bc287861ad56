namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>What somebody of the practice decides about a room without being in it.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.PracticeDecision")]
public abstract record PracticeDecision
{
    /// <summary>May hold an id: prints none.</summary>
    public sealed override string ToString() => nameof(PracticeDecision);
}

/// <summary>Lets somebody in.</summary>
/// <param name="Seat">Theirs.</param>
[GenerateSerializer, Immutable, Alias("redconnect.AdmitSeat")]
public sealed record AdmitSeat([property: Id(0)] string Seat) : PracticeDecision;

/// <summary>Ends a seat of the patients' side.</summary>
/// <param name="Seat">Theirs.</param>
[GenerateSerializer, Immutable, Alias("redconnect.SendOutSeat")]
public sealed record SendOutSeat([property: Id(0)] string Seat) : PracticeDecision;

/// <summary>Says by how much the practice is late.</summary>
/// <param name="Minutes">0 to 240; 0 takes it back.</param>
[GenerateSerializer, Immutable, Alias("redconnect.AnnounceDelay")]
public sealed record AnnounceDelay([property: Id(0)] int Minutes) : PracticeDecision;
