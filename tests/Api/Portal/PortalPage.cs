using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Api.Portal.Live;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Portal;

/// <summary>A signed-in page of the portal with its live connection; the server's messages can be waited for.</summary>
internal sealed class PortalPage : IAsyncDisposable
{
    private readonly Inbox inbox = new();

    private PortalPage(Workplace workplace, HubConnection hub)
    {
        (Workplace, Hub) = (workplace, hub);
        hub.KeepAliveInterval = TimeSpan.FromSeconds(2);
        hub.On<LobbyMessage>("Lobby", inbox.Add);
        hub.On<HappenedMessage>("Happened", inbox.Add);
        hub.On<ClosingMessage>("Closing", inbox.Add);
    }

    public Workplace Workplace { get; }

    public HubConnection Hub { get; }

    /// <summary>As rooms and lobbies know it.</summary>
    public string PracticeKey => Workplace.KeyName(Workplace.Practice);

    /// <summary>A new practice's first page.</summary>
    public static Task<PortalPage> Open(ApiHost host) => Open(host, async browser =>
    {
        var workplace = new Workplace(browser, "Praxis " + Guid.NewGuid().ToString("N")[..12]);
        await workplace.Register();
        return workplace;
    });

    /// <summary>The page of who signs in so.</summary>
    public static async Task<PortalPage> Open(ApiHost host, Func<HttpClient, Task<Workplace>> signIn)
    {
        var cookies = new CookieContainer();
        var workplace = await signIn(await host.Browser(cookies));
        var page = new PortalPage(workplace, host.PortalHub(cookies).AddMessagePackProtocol().Build());
        await page.Hub.StartAsync();
        return page;
    }

    public Task<T> Next<T>(Func<T, bool>? like = null) => inbox.Next(like);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Workplace.Dispose();
    }
}
