using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Tests.Browser.Scene;

[assembly: HostingStartup(typeof(ServerClock))]

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// The clock of a server that these tests started. The product has no setting for it: the server's process loads this
/// assembly as ASP.NET Core's hosting startup (and finds it by .NET's startup hook), and gets its
/// <see cref="TimeProvider"/> from here.
/// </summary>
internal sealed class ServerClock : TimeProvider, IHostingStartup, IStartupFilter
{
    private const string Path = "/test/clock";
    private long ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services
        .AddSingleton<TimeProvider>(this)
        .AddSingleton<IStartupFilter>(this));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Path, clock => clock.Run(OnMove));
        next(app);
    };

    /// <summary>Sets the environment of a process that is to have this clock. Orleans uses the clock, too: a silo that
    /// starts more than an hour ahead declares itself dead.</summary>
    public static void AddTo(IDictionary<string, string?> environment)
    {
        environment["DOTNET_STARTUP_HOOKS"] = typeof(ServerClock).Assembly.Location;
        environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(ServerClock).Assembly.GetName().Name;
    }

    /// <summary>Moves a server's clock forward; it never goes back.</summary>
    public static async Task Move(Uri server, TimeSpan by)
    {
        using var client = new HttpClient { BaseAddress = server };
        var address = string.Create(CultureInfo.InvariantCulture, $"{Path}?ticks={by.Ticks}");
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    private Task OnMove(HttpContext context)
    {
        var ticks = context.Request.Query["ticks"].ToString();
        Interlocked.Add(ref ahead, long.Parse(ticks, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
