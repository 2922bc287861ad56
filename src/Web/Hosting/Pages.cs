using System.IO.Compression;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.ResponseCompression;
using RedConnect.Hosting;

namespace RedConnect.Web.Hosting;

/// <summary>Razor Pages, static files, and what people are told when something fails.</summary>
internal static partial class Pages
{
    private static readonly string[] Interfaces = ["/api", "/hubs", "/operator"];
    private const string DefaultAddress = "http://localhost:5080";

    public static void AddPages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddRazorPages();
        builder.Services.AddResponseCompression(options =>
        {
            // Only files that hold no secret: compressing answers that do can betray them (BREACH).
            options.EnableForHttps = true;
            options.MimeTypes = ["text/javascript", "text/css", "image/svg+xml", "application/manifest+json"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/fehler");
        app.UseWhen(
            context => !Interfaces.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)),
            pages => pages.UseStatusCodePagesWithReExecute("/fehler", "?status={0}"));
        app.UseRouting();
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.MapRazorPages().Add(Limit);
    }

    /// <summary>What tells people that there is too much to do is not scarce.</summary>
    private static void Limit(EndpointBuilder page)
    {
        if (page is RouteEndpointBuilder { RoutePattern.RawText: not "fehler" })
        {
            page.Metadata.Add(Scarce.Pages);
        }
    }

    /// <summary>Listens where the README says when nobody said where.</summary>
    public static void UseDefaultAddress(this WebApplication app)
    {
        if (app.Configuration[WebHostDefaults.ServerUrlsKey] is null && app.Configuration[WebHostDefaults.HttpPortsKey] is null)
        {
            app.Urls.Add(DefaultAddress);
        }
    }

    /// <summary>Prints where the pages are, once they are.</summary>
    public static void AnnounceAddress(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            LogAddress(app.Logger, address);
        }
    });

    [LoggerMessage(4001, LogLevel.Information, "RedConnect is open at {Address} — portal at {Address}/arzt.")]
    private static partial void LogAddress(ILogger log, string address);
}
