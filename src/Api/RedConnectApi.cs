using Microsoft.Extensions.DependencyInjection.Extensions;
using RedConnect.Api.Codes;
using RedConnect.Api.Connections;
using RedConnect.Api.DataProtection;
using RedConnect.Api.Doors;
using RedConnect.Api.Portal;
using RedConnect.Api.Portal.Live;
using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Hosting;

namespace RedConnect.Api;

/// <summary>
/// The edge: hubs and HTTP endpoints. Needs a silo or a cluster client, and the limits of <c>AddLoadShedding</c>, in
/// the same host.
/// </summary>
public static class RedConnectApi
{
    /// <summary>Adds what the endpoints need.</summary>
    /// <exception cref="StartRefusedException">The deployment has no key.</exception>
    public static IHostApplicationBuilder AddRedConnectApi(this IHostApplicationBuilder builder)
    {
        builder.AddRedConnectSessions();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => OprfKey.Of(services.GetRequiredService<DeploymentKey>()));
        builder.Services.AddSingleton<AttemptLimits>();
        builder.Services.AddHubs();
        builder.Services.AddPortal();
        builder.Services.AddLive();
        builder.Services.AddRooms();
        return builder;
    }

    /// <summary>
    /// Adds only what tells who is signed in, for a process that shows pages and has its interfaces elsewhere.
    /// </summary>
    public static IHostApplicationBuilder AddRedConnectSessions(this IHostApplicationBuilder builder)
    {
        builder.AddDeploymentKey();
        builder.Services.AddDataProtectionKeys();
        builder.Services.AddSessions();
        return builder;
    }

    /// <summary>
    /// Answers what <c>/hubs</c> and <c>/api</c> refuse or fail to answer, in the form their documents promise; before
    /// routing.
    /// </summary>
    public static WebApplication UseRedConnectApi(this WebApplication app)
    {
        app.UseSameOrigin();
        app.UseProtocolVersion();
        app.UsePortalProblems();
        return app;
    }

    /// <summary>Maps <c>/hubs</c> and <c>/api</c>.</summary>
    public static WebApplication MapRedConnectApi(this WebApplication app)
    {
        app.MapRooms();
        app.MapLive();
        app.MapPortal();
        return app;
    }
}
