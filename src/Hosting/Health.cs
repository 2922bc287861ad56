using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RedConnect.Hosting;

/// <summary>
/// What a load balancer asks. Live: the process answers. Ready: it has started and rehearsed, and is not about to stop. A store that cannot be reached makes
/// nobody unready: calls go on without it, and another server would reach it no better.
/// </summary>
public static class Health
{
    /// <summary>Where to ask whether to send people here.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Adds the answers. Whoever asks is told; it is no fault that a server starts or stops.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck<Running>("running");
        return builder;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(ReadyPath);
        return app;
    }

    private sealed class Running(IHostApplicationLifetime lifetime, IEnumerable<Rehearsal> rehearsals) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested && rehearsals.All(each => each.IsOver)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("This process is starting or about to stop."));
    }
}
