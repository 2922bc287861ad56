namespace RedConnect.Tests.Browser.Scene;

/// <summary>Servers that people can reach.</summary>
public interface IDeployment : IAsyncDisposable
{
    /// <summary>The address of the pages.</summary>
    Uri Address { get; }

    /// <summary>Starts it, and returns when it answers.</summary>
    Task Start();
}
