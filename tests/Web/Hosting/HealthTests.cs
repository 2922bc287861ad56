using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RedConnect.Hosting;

namespace RedConnect.Tests.Web.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task A_process_is_ready_from_its_start_until_it_begins_to_stop()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddHealth();
        using var host = builder.Build();
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await checks.CheckHealthAsync()).Status);
        await host.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync()).Status);
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(HealthStatus.Unhealthy, (await checks.CheckHealthAsync()).Status);
    }
}
