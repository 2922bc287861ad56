using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Sessions;

/// <summary>The portal's cookies, and who may call what.</summary>
internal static class SessionsFeature
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>As long as a session can last; the session itself decides.</summary>
    private static readonly TimeSpan Ticket = TimeSpan.FromHours(24);

    public static void AddSessions(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddAuthentication(Scheme).AddCookie(options =>
        {
            options.ExpireTimeSpan = Ticket;
            options.SlidingExpiration = false;
            options.Events.OnValidatePrincipal = LookUp;
            options.Events.OnRedirectToLogin = context => Refuse(context, StatusCodes.Status401Unauthorized);
            options.Events.OnRedirectToAccessDenied = context => Refuse(context, StatusCodes.Status403Forbidden);
        });
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IHttpContextAccessor>((options, requests) =>
            options.Cookie = new HostCookie("redconnect", requests));
        services.AddAntiforgery(options => options.HeaderName = "X-CSRF-TOKEN");
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, requests) =>
            options.Cookie = new HostCookie("redconnect-form", requests));

        services.AddAccess();
    }

    /// <summary>
    /// Only for endpoints that name who may call them: pages of rooms, hubs and static files never ask a grain.
    /// </summary>
    private static async Task LookUp(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return;
        }

        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        if (Session.IdOf(context.Principal) is { } id
            && await grains.GetGrain<ISessionGrain>(id).Find(http.RequestAborted) is { } session)
        {
            context.ReplacePrincipal(Session.Principal(id, session));
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    private static Task Refuse(
        Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect("/arzt");
        }

        return Task.CompletedTask;
    }
}
