using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace RedConnect.Silo;

/// <summary>
/// Knows at once that another silo's process is gone: its connections end, and where it listened nobody does any more. Probes would need one or two of their periods for that; they
/// remain for what leaves no such trace, as a machine without power, a broken cable, a process that stands still (docs/decisions/0009).
/// </summary>
internal sealed partial class VanishedSilos(IClusterMembershipService members, TimeProvider time, ILogger<VanishedSilos> log)
{
    /// <summary>A process that ends closes its connections before it stops listening, or after.</summary>
    private const int Tries = 5;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks whenever a connection to another silo ends.</summary>
    public static void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<VanishedSilos>();
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<IServiceProvider>((options, services) =>
            options.ConfigureSiloOutboundConnection(connections => connections.Use(next => async connection =>
            {
                try
                {
                    await next(connection);
                }
                finally
                {
                    _ = services.GetRequiredService<VanishedSilos>().Look(connection.RemoteEndPoint);
                }
            })));
    }

    /// <summary>A connection to there has ended. Whoever is said to be active there and does not listen is declared dead.</summary>
    public async Task Look(EndPoint? there)
    {
        try
        {
            if (ActiveAt(there) is { } silo && await NobodyListens(silo.Endpoint))
            {
                LogVanished(silo);
                await members.TryKill(silo);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotLooked(failure);
        }
    }

    private SiloAddress? ActiveAt(EndPoint? there) =>
        members.CurrentSnapshot.Members.Values.FirstOrDefault(member => member.Status is SiloStatus.Active && member.SiloAddress.Endpoint.Equals(there))?.SiloAddress;

    private async Task<bool> NobodyListens(IPEndPoint there)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await Refuses(there))
            {
                return true;
            }

            await Task.Delay(BetweenTries, time);
        }

        return false;
    }

    /// <summary>Silence is no refusal: it says as much of the way as of the silo.</summary>
    private static async Task<bool> Refuses(IPEndPoint there)
    {
        using var socket = new Socket(there.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(there, patience.Token);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Silo {Silo} is gone: its connections have ended and it listens no more.")]
    private partial void LogVanished(SiloAddress silo);

    [LoggerMessage(7002, LogLevel.Debug, "Whether a silo is gone could not be seen; probes will tell.")]
    private partial void LogNotLooked(Exception failure);
}
