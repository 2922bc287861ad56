using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Which of them is measured.</summary>
internal sealed record Contender(string Name)
{
    /// <summary>A plain SignalR relay, one process.</summary>
    public static readonly Contender Plain = new("plain");

    /// <summary>Two of them, with Redis between.</summary>
    public static readonly Contender OnRedis = new("on Redis");

    /// <summary>An earlier build of ours.</summary>
    public static readonly Contender Earlier = new("earlier");

    /// <summary>This build.</summary>
    public static readonly Contender Ours = new("ours");
}

/// <summary>Servers that relay between two people of a room.</summary>
internal interface IDeployment : IAsyncDisposable
{
    Contender Contender { get; }

    /// <summary>Every process whose time and memory the relay costs.</summary>
    IReadOnlyList<Server> Servers { get; }

    /// <summary>Makes rooms. Nobody is connected yet.</summary>
    Task<Crowd> Gather(int rooms);
}
