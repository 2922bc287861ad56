using Microsoft.AspNetCore.SignalR;

namespace RedConnect.Tests.Load.Yardstick;

/// <summary>The yardstick: what a tutorial would build. A JSON hub that relays to a group, and nothing else.</summary>
internal sealed class PlainHub : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    public Task Relay(string room, string payload) => Clients.OthersInGroup(room).SendAsync("relayed", payload);
}

/// <summary>Its server, alone or one of several on a Redis backplane.</summary>
internal static class PlainRelay
{
    public static Task Serve(string address, string? redis)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var signalR = builder.Services.AddSignalR();
        if (redis is not null)
        {
            signalR.AddStackExchangeRedis(redis);
        }

        var app = builder.Build();
        app.MapHub<PlainHub>("/plain");
        app.MapGet("/", () => "ready");
        return app.RunAsync();
    }
}
