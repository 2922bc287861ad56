using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Tests.AzureStorage;
using RedConnect.Tests.Browser.Scene;
using RedConnect.Tests.Machine;
using RedConnect.Tests.Web.Hosting;

namespace RedConnect.Tests.Web.Watching;

/// <summary>The program, all roles, on tables that can be made to fail; everything is logged and traced.</summary>
internal sealed class FailingProgram : IAsyncDisposable
{
    /// <summary>Where all requests come from.</summary>
    public const string Address = "203.0.113.77";

    private readonly RunningProgram program;
    private readonly List<HubConnection> hubs = [];

    private FailingProgram(RunningProgram program, StoreProxy store, Collector collector)
    {
        (this.program, Store, Collector) = (program, store, collector);
        Client.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
    }

    public StoreProxy Store { get; }

    public Collector Collector { get; }

    public HttpClient Client => program.Client;

    public string Log => program.Log;

    public static async Task<FailingProgram> Start()
    {
        var store = await StoreProxy.Start(await Azurite.Start());
        var collector = new Collector();
        return new(await RunningProgram.Start(Settings(store, collector)), store, collector);
    }

    /// <summary>A connection to the room hub.</summary>
    public async Task<HubConnection> Connect()
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(program.Address, "/hubs/room?v=2"), HttpTransportType.WebSockets, connection =>
            {
                connection.SkipNegotiation = true;
                connection.Headers["X-Forwarded-For"] = Address;
            })
            .Build();
        hub.KeepAliveInterval = TimeSpan.FromSeconds(1);
        hubs.Add(hub);
        await hub.StartAsync();
        return hub;
    }

    public Task<HttpResponseMessage> Get(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
        {
            await hub.DisposeAsync();
        }

        await program.DisposeAsync();
        await Store.DisposeAsync();
        Collector.Dispose();
    }

    private static (string Key, string Value)[] Settings(StoreProxy store, Collector collector) =>
    [
        ("Store__Kind", "Azure"),
        ("Store__ConnectionString", store.ConnectionString),
        ("Keys__Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
        ("Cluster__SiloPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
        ("Cluster__GatewayPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
        ("Logging__LogLevel__Default", "Debug"),
        ("Logging__LogLevel__Microsoft", "Debug"),
        ("Logging__LogLevel__Orleans", "Debug"),
        ("Logging__LogLevel__Orleans.Messaging", "Debug"),
        ("Logging__LogLevel__Microsoft.AspNetCore.DataProtection", "Debug"),
        ("Logging__Console__FormatterOptions__IncludeScopes", "true"),
        ("Logging__Console__FormatterName", "simple"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_TRACES_SAMPLER", "always_on"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
    ];
}
