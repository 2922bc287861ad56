using System.Diagnostics;
using System.Globalization;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Load.Servers;

/// <summary>The yardstick: one plain relay, or two of them with Redis between.</summary>
internal sealed class PlainServers(Contender contender) : IDeployment
{
    private readonly List<Server> servers = [];
    private readonly List<Uri> addresses = [];

    public Contender Contender => contender;

    public IReadOnlyList<Server> Servers => servers;

    public static async Task<PlainServers> Alone()
    {
        var plain = new PlainServers(Contender.Plain);
        await plain.StartRelay();
        return plain;
    }

    public static async Task<PlainServers> OnRedis()
    {
        var plain = new PlainServers(Contender.OnRedis);
        var port = Ports.Free().ToString(CultureInfo.InvariantCulture);
        plain.servers.Add(
            new Server("redis",
            Process.Start(
            new ProcessStartInfo("redis-server",
            ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("redis-server did not start.")));
        await plain.StartRelay($"127.0.0.1:{port}");
        await plain.StartRelay($"127.0.0.1:{port}");
        return plain;
    }

    public Task<Crowd> Gather(int rooms) => Task.FromResult(new Crowd([.. Enumerable.Range(0, rooms)
        .Select(n => new Room(new PlainSide(addresses[0], $"room{n}"), new PlainSide(addresses[^1], $"room{n}")))]));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.Kill();
            server.Dispose();
        }
    }

    private async Task StartRelay(params string[] redis)
    {
        var address = Ports.FreeAddress();
        addresses.Add(address);
        servers.Add(await Server
            .Start("relay",
            new ProcessStartInfo("dotnet", [Checkout.Program("Load"), "plain", address.ToString(), .. redis]),
            address));
    }
}
