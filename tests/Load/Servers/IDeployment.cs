using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Which of the two is measured.</summary>
internal enum Contender
{
    Plain,
    RedConnect,
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
