using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using RedConnect.Hosting;
using RedConnect.Web.Texts;

namespace RedConnect.Web.Hosting;

/// <summary>Razor Pages, static files, and what people are told when something fails.</summary>
internal static class Pages
{
    private static readonly string[] Interfaces = ["/api", "/hubs", "/operator"];

    public static void AddPages(this IHostApplicationBuilder builder)
    {
        builder.AddLanguages();
        builder.Services.AddSingleton<Texts.Texts>();
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddRazorPages();
        builder.Services.AddResponseCompression(options =>
        {
            // Only files that hold no secret: compressing answers that do can betray them (BREACH).
            options.EnableForHttps = true;
            options.MimeTypes = ["text/javascript", "text/css", "image/svg+xml", "application/manifest+json"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(
            options => options.Level = CompressionLevel.Optimal);
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/fehler");
        app.UseWhen(
            context => !Interfaces.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)),
            pages => pages.UseStatusCodePagesWithReExecute("/fehler", "?status={0}"));
    }

    /// <summary>Scripts, styles and pictures.</summary>
    public static void UseAssets(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    public static void MapPages(this IEndpointRouteBuilder endpoints) => endpoints.MapRazorPages().Add(Limit);

    /// <summary>What tells people that there is too much to do is not scarce.</summary>
    private static void Limit(EndpointBuilder page)
    {
        if (page is RouteEndpointBuilder { RoutePattern.RawText: not "fehler" })
        {
            page.Metadata.Add(Scarce.Pages);
        }
    }
}
