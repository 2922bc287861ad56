using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Somebody who has codes evaluated one after the other, without a browser.</summary>
internal static class Guesser
{
    private const int Most = 500;

    /// <summary>Any element of the group: one of RFC 9497, A.3.1.</summary>
    private static readonly byte[] Element =
        Convert.FromHexString("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d");

    /// <summary>Guesses until both networks of this machine, by which a browser may come, have to wait.</summary>
    public static async Task UseUpAllAttempts(Uri server)
    {
        foreach (var address in new[] { "127.0.0.1", "[::1]" })
        {
            await UseUp(new UriBuilder(server) { Host = address }.Uri);
        }
    }

    private static async Task UseUp(Uri server)
    {
        await using var connection =
            new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/room?v=2")).Build();
        await connection.StartAsync();
        for (var guess = 0; guess < Most; guess++)
        {
            var reply = await connection.InvokeAsync<JsonObject>("Evaluate", new { blinded = Element });
            if (reply["refusal"] is not null)
            {
                return;
            }
        }

        throw new InvalidOperationException("The guesser was never told to wait.");
    }
}
