using Microsoft.AspNetCore.SignalR;

namespace RedConnect.Tests.Load;

/// <summary>The yardstick: what a tutorial would build. A JSON hub that relays to a group, and nothing else.</summary>
internal sealed class PlainHub : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    public Task Relay(string room, string payload) => Clients.OthersInGroup(room).SendAsync("relayed", payload);
}

/// <summary>Its server.</summary>
internal static class PlainRelay
{
    public static Task Serve(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.MapHub<PlainHub>("/plain");
        app.MapGet("/", () => "ready");
        return app.RunAsync();
    }
}
