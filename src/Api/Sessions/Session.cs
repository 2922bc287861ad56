using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Sessions;

/// <summary>Who is signed in to the portal, as the cookie says it.</summary>
internal sealed record Session(string Practice, string User, string Workplace)
{
    private const string PracticeClaim = "practice";
    private const string UserClaim = "user";
    private const string WorkplaceClaim = "workplace";

    public static Session? Of(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(PracticeClaim) is { } practice
        && principal.FindFirstValue(UserClaim) is { } user
        && principal.FindFirstValue(WorkplaceClaim) is { } workplace
            ? new Session(practice, user, workplace)
            : null;

    /// <summary>The practice is the hash of a name that can be guessed.</summary>
    public override string ToString() => nameof(Session);

    public Task Begin(HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
        [new(PracticeClaim, Practice), new(UserClaim, User), new(WorkplaceClaim, Workplace)],
        CookieAuthenticationDefaults.AuthenticationScheme)));
}

/// <summary>The portal's cookie: strict, not for scripts, checked against the practice on every request.</summary>
internal static class SessionsFeature
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "redconnect";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.SlidingExpiration = true;
            options.LoginPath = "/arzt";
            options.Events.OnValidatePrincipal = StillGood;
            options.Events.OnRedirectToLogin = Redirect;
        });
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-TOKEN";
            options.Cookie.Name = "redconnect-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static async Task StillGood(CookieValidatePrincipalContext context)
    {
        var grains = context.HttpContext.RequestServices.GetRequiredService<IGrainFactory>();
        if (Session.Of(context.Principal) is not { } session
            || await grains.GetGrain<IPracticeGrain>(session.Practice).Session(session.User, session.Workplace) is null)
        {
            context.RejectPrincipal();
        }
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect("/arzt");
        }

        return Task.CompletedTask;
    }
}
