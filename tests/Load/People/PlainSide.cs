using Microsoft.AspNetCore.SignalR.Client;

namespace RedConnect.Tests.Load.People;

/// <summary>Someone on the plain relay.</summary>
internal sealed class PlainSide(Uri address, string room) : Side
{
    public override Task Enter() => Connection?.InvokeAsync("Join", room) ?? Task.CompletedTask;

    protected override Task Send(HubConnection connection) =>
        connection.SendAsync("Relay", room, Convert.ToBase64String(Payload()));

    protected override HubConnection Build()
    {
        var connection = To(address, "/plain").Build();
        connection.On<string>("relayed", payload => Hear(Convert.FromBase64String(payload)));
        return connection;
    }
}
