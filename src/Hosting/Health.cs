using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RedConnect.Hosting;

/// <summary>
/// Health checks for load balancers. Live: the process answers. Ready: it has started and is not stopping. An
/// unreachable store does not make a process unready: calls go on without it, and no other server would reach it.
/// </summary>
public static class Health
{
    /// <summary>The path of the readiness check.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Adds the checks. Their results are not logged: starting and stopping are no faults.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck<Running>("running");
        return builder;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(ReadyPath).AllowAnonymous();
        return app;
    }

    private sealed class Running(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        private bool IsRunning => lifetime is
        {
            ApplicationStarted.IsCancellationRequested: true,
            ApplicationStopping.IsCancellationRequested: false,
        };

        private HealthCheckResult Result =>
            IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Starting or stopping.");

        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Result);
    }
}
