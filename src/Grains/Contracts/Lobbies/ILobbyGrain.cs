using Orleans.Concurrency;

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

    /// <summary>Both: nobody waits.</summary>
    Both = Practitioner | Patient,
}

/// <summary>Who waits where in one practice, now. Key: the practice's. Soft: rooms report again while somebody waits.</summary>
[Alias("redconnect.ILobbyGrain")]
public interface ILobbyGrain : IGrainWithStringKey
{
    /// <summary>A room says which sides are in it. Rooms of the same organiser that miss each other's side are told.</summary>
    [Alias("Report"), OneWay]
    Task Report(string room, string organiser, Sides sides);
}
