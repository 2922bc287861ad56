using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RedConnect.Hosting;

/// <summary>
/// Metrics and traces (OpenTelemetry). Metrics are at <c>/operator/metrics</c> when operators have a secret; metrics
/// and traces go to a collector when one is named the standard way, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. With neither,
/// nothing is measured.
/// </summary>
public static class Telemetry
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const double TracedShare = 0.05;

    /// <summary>Whether traces go anywhere: what makes them costs time on every call.</summary>
    public static bool IsTraced(this IHostApplicationBuilder builder) =>
        !string.IsNullOrEmpty(builder.Configuration[Collector]);

    /// <summary>Adds what is configured.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">Names this process to the collector unless <c>OTEL_SERVICE_NAME</c> does.</param>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        if (builder.Configuration.HasOperator())
        {
            builder.Measure(serviceName).WithMetrics(metrics => metrics.AddPrometheusExporter());
        }

        if (builder.IsTraced())
        {
            var ownSampler = builder.Configuration["OTEL_TRACES_SAMPLER"] is null;
            builder.Measure(serviceName).WithTracing(traces => Trace(traces, ownSampler)).UseOtlpExporter();
        }

        return builder;
    }

    /// <summary>Maps <c>/operator/metrics</c>.</summary>
    public static WebApplication MapTelemetry(this WebApplication app)
    {
        if (app.Configuration.HasOperator())
        {
            app.MapPrometheusScrapingEndpoint("/operator/metrics").ForOperators();
        }

        return app;
    }

    private static OpenTelemetryBuilder Measure(this IHostApplicationBuilder builder, string serviceName) =>
        builder.Services.AddOpenTelemetry()
        .ConfigureResource(process => process.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? serviceName))
        .WithMetrics(metrics => metrics
            .AddMeter("RedConnect.*", "Microsoft.Orleans")
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation());

    private static void Trace(TracerProviderBuilder traces, bool ownSampler)
    {
        traces.AddSource("Microsoft.Orleans.*", "Microsoft.AspNetCore.SignalR.Server")
            .AddAspNetCoreInstrumentation(web => web.Filter = IsWorthATrace)
            .AddProcessor<TraceTagAllowList>();
        if (ownSampler)
        {
            traces.SetSampler(new TraceIdRatioBasedSampler(TracedShare));
        }
    }

    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/operator", StringComparison.OrdinalIgnoreCase);
}
