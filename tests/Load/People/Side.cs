using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace RedConnect.Tests.Load.People;

/// <summary>One of two people in a room: connects, enters, sends payloads to the other, hears the other's.</summary>
internal abstract class Side
{
    private const int CandidateLength = 400;
    private const int DescriptionLength = 2000;

    /// <summary>A description, then seven candidates, as browsers negotiate.</summary>
    public const int Negotiation = 8;

    private const int Attempts = 10;

    /// <summary>As long as a browser waits for an answer (docs/protocol.md, section 2).</summary>
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(3);
    private static int broken;
    private int turn;

    /// <summary>Called with the time since the other side sent, for every payload.</summary>
    public Action<TimeSpan>? Heard { get; set; }

    /// <summary>How often anybody's line broke without being asked to.</summary>
    public static int Broken => broken;

    protected HubConnection? Connection { get; private set; }

    public async Task Connect()
    {
        var connection = Build();
        connection.Closed += _ => Return(connection);
        Connection = connection;
        await connection.StartAsync();
    }

    public abstract Task Enter();

    /// <summary>Connects and enters, again and again, as browsers do when a server does not answer in time.</summary>
    public async Task Come()
    {
        for (var attempt = 1; !await TryCome(last: attempt == Attempts); attempt++)
        {
            await Disconnect();
        }
    }

    /// <summary>Sends one payload; on a line that is just broken it is lost.</summary>
    public Task Send() => TrySay(Connection, Send);

    /// <summary>As a broken line does it, without goodbye.</summary>
    public async Task Disconnect()
    {
        if (Connection is { } connection)
        {
            Connection = null;
            await connection.DisposeAsync();
        }
    }

    protected abstract HubConnection Build();

    protected abstract Task Send(HubConnection connection);

    protected static async Task TrySay(HubConnection? connection, Func<HubConnection, Task> word)
    {
        try
        {
            await (connection is null ? Task.CompletedTask : word(connection));
        }
        catch (InvalidOperationException)
        {
            // SignalR says so when the line is down.
        }
    }

    /// <summary>A connection opened without negotiation, as our browser client opens it: both contenders may save that
    /// request.</summary>
    protected static IHubConnectionBuilder To(Uri address, string hub) =>
        new HubConnectionBuilder().WithUrl(new Uri(address, hub), options =>
    {
        options.SkipNegotiation = true;
        options.Transports = HttpTransportType.WebSockets;
    });

    /// <summary>Random bytes, as sealed ones are, that begin with the time of sending.</summary>
    protected byte[] Payload()
    {
        var payload =
            new byte[Interlocked.Increment(ref turn) % Negotiation == 1 ? DescriptionLength : CandidateLength];
        RandomNumberGenerator.Fill(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload, Stopwatch.GetTimestamp());
        return payload;
    }

    protected void Hear(ReadOnlySpan<byte> payload) =>
        Heard?.Invoke(Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(payload)));

    /// <summary>Enters again on the line one has; if that does not work, on another.</summary>
    protected async Task EnterAgain()
    {
        try
        {
            await Enter().WaitAsync(ReplyTimeout);
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            await Disconnect();
            await Come();
        }
    }

    /// <summary>
    /// The server is about to stop. Not awaited: the connection ends only after this handler has returned.
    /// </summary>
    protected void ConnectElsewhere(HubConnection connection)
    {
        if (Connection == connection)
        {
            _ = Reconnect();
        }
    }

    private async Task Reconnect()
    {
        await Disconnect();
        await Come();
    }

    private static bool IsPassing(Exception failure) =>
        failure is HubException or HttpRequestException or WebSocketException or OperationCanceledException
            or TimeoutException or IOException;

    private async Task Return(HubConnection closed)
    {
        if (Connection == closed)
        {
            Interlocked.Increment(ref broken);
            await Come();
        }
    }

    private async Task<bool> TryCome(bool last)
    {
        try
        {
            await Connect().WaitAsync(ReplyTimeout);
            await Enter().WaitAsync(ReplyTimeout);
            return true;
        }
        catch (Exception failure) when (!last && IsPassing(failure))
        {
            return false;
        }
    }
}
