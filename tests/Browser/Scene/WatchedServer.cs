namespace RedConnect.Tests.Browser.Scene;

/// <summary>RedConnect with all of its own logs, metrics for operators, and every trace sent to a collector.</summary>
public sealed class WatchedServer : IDeployment
{
    public const string Secret = "the-operator-secret-of-these-tests";
    private readonly RunningServer server = new();

    public Collector Collector { get; } = new();

    public Uri Address => server.Address;

    public string Log => server.Log;

    public Task Start()
    {
        server.Settings["Operator__Secret"] = Secret;
        server.Settings["Operator__Dashboard"] = "true";
        server.Settings["Logging__LogLevel__RedConnect"] = "Trace";
        server.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address.ToString();
        server.Settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        server.Settings["OTEL_TRACES_SAMPLER"] = "always_on";
        server.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        server.Settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        return server.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Collector.Dispose();
    }
}
