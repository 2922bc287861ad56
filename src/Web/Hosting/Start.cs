using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RedConnect.Web.Hosting;

/// <summary>Where this process is started from, where it listens, and how it says so.</summary>
internal static partial class Start
{
    private const string Default = "http://localhost:5080";

    private static bool IsPublished => Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    /// <summary>
    /// A published program finds its settings, its pages and a relative <c>Store:Path</c> in its own folder, wherever
    /// it is started from. A build has no pages beside it; there the content root is the working directory, which
    /// <c>dotnet run</c> sets to the project's folder.
    /// </summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = IsPublished ? AppContext.BaseDirectory : null,
    };

    /// <summary>Listens at the README's address if no other one is configured.</summary>
    public static void ListenByDefault(this WebApplication app)
    {
        string[] keys =
            [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (keys.All(key => app.Configuration[key] is null))
        {
            app.Urls.Add(Default);
        }
    }

    /// <summary>Logs the roles and addresses once the process listens.</summary>
    public static void AnnounceAddress(this WebApplication app, Roles roles) =>
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, roles));

    private static void Announce(WebApplication app, Roles roles)
    {
        var features = app.Services.GetRequiredService<IServer>().Features;
        foreach (var address in features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            if (roles.Web)
            {
                LogPages(app.Logger, roles.ToString(), address);
            }
            else
            {
                LogRoles(app.Logger, roles.ToString(), address);
            }
        }
    }

    [LoggerMessage(4001, LogLevel.Information,
        "RedConnect, roles {Roles}, is open at {Address} — portal at {Address}/arzt.")]
    private static partial void LogPages(ILogger log, string roles, string address);

    [LoggerMessage(4002, LogLevel.Information, "RedConnect, roles {Roles}, listens at {Address}.")]
    private static partial void LogRoles(ILogger log, string roles, string address);
}
