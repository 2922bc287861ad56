using Microsoft.Extensions.DependencyInjection.Extensions;
using RedConnect.Hosting;
using RedConnect.Web.Texts;

namespace RedConnect.Web.Hosting;

/// <summary>Razor Pages, static assets, and what people are told when something fails.</summary>
internal static class Pages
{
    private static readonly string[] Interfaces = ["/api", "/hubs", "/operator"];

    public static void AddPages(this WebApplicationBuilder builder)
    {
        // A build has its files in the project's folder, in every environment; a published program in its own.
        builder.WebHost.UseStaticWebAssets();
        builder.AddLanguages();
        builder.Services.AddScoped<Texts.Texts>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRazorPages();
    }

    public static void UseErrorPages(this WebApplication app)
    {
        // In a scope of its own: there, who is signed in is not asked again, which may be what failed.
        app.UseExceptionHandler("/fehler", createScopeForErrors: true);
        app.UseWhen(
            context => !Interfaces.Any(path =>
                context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
            pages => pages.UseStatusCodePagesWithReExecute("/fehler", "?status={0}"));
    }

    /// <summary>Pages, and the scripts, styles and pictures of the build's static assets manifest.</summary>
    public static void MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets().AllowAnonymous();
        endpoints.MapRazorPages().WithStaticAssets().Add(Limit);
    }

    /// <summary>The page that says that the server is overloaded is not limited itself.</summary>
    private static void Limit(EndpointBuilder page)
    {
        if (page is RouteEndpointBuilder { RoutePattern.RawText: not "fehler" })
        {
            page.Metadata.Add(LimitedResource.Pages);
        }
    }
}
