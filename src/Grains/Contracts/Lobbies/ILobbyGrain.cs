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

    /// <summary>Both.</summary>
    Both = Practitioner | Patient,
}

/// <summary>Who waits in which room of a practice; the key is the practice's. Not stored: rooms repeat their reports
/// while somebody waits.</summary>
[Alias("redconnect.ILobbyGrain")]
public interface ILobbyGrain : IGrainWithStringKey
{
    /// <summary>A room reports which sides are in it. Rooms of one organiser that miss each other's side are
    /// told.</summary>
    [Alias("Report"), OneWay]
    Task Report(string room, string organiser, Sides sides);
}
