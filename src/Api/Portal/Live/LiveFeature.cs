using RedConnect.Api.Connections;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Hosting;

namespace RedConnect.Api.Portal.Live;

/// <summary>The hub of the portal's open pages.</summary>
internal static class LiveFeature
{
    private const string Path = "/hubs/portal";

    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<ILobbyObserver, LobbyObserver>();
        services.AddSingleton<ObserverReferences<ILobbyObserver>>();
        services.AddSingleton<PortalHubServices>();
        services.AddHub<PortalHub>();
    }

    public static void MapLive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<PortalHub>(Path, HubSettings.Transports)
            .RequireAuthorization().Limit(LimitedResource.Connections).Add(ShutdownNotice.RefuseNewConnections);
}
