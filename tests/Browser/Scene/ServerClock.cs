using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Tests.Browser.Scene;

[assembly: HostingStartup(typeof(ServerClock))]

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// The clock of a server that these tests started. The product does not know that it can be moved: the server's process loads this assembly as
/// ASP.NET Core's hosting startup (and finds it by .NET's startup hook), and gets its <see cref="TimeProvider"/> from here.
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
        app.Map(Path, clock => clock.Run(Move));
        next(app);
    };

    /// <summary>Gives a process that is about to start its clock. Orleans uses it, too: a silo that starts more than an hour ahead takes itself for dead.</summary>
    public static void GiveTo(IDictionary<string, string?> environment)
    {
        environment["DOTNET_STARTUP_HOOKS"] = typeof(ServerClock).Assembly.Location;
        environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(ServerClock).Assembly.GetName().Name;
    }

    /// <summary>Puts a server's clock on by so much; it never goes back.</summary>
    public static async Task PutOn(Uri server, TimeSpan by)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var answer = await client.PostAsync(new Uri($"{Path}?ticks={by.Ticks.ToString(CultureInfo.InvariantCulture)}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    private Task Move(HttpContext context)
    {
        Interlocked.Add(ref ahead, long.Parse(context.Request.Query["ticks"].ToString(), CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
