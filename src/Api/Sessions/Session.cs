using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Sessions;

/// <summary>Who is signed in to the portal. The cookie holds the session's id; the session itself is the
/// server's.</summary>
internal sealed record Session(string Practice, string User, string UserKeyName, string Workplace, Roles Roles)
{
    private const string PracticeClaim = "practice";
    private const string UserClaim = "user";
    private const string UserNameClaim = "user-name";
    private const string WorkplaceClaim = "workplace";
    private const string RolesClaim = "roles";
    private const string PasswordClaim = "initial-password";

    /// <summary>The antiforgery service binds its tokens to this claim.</summary>
    private const string IdClaim = ClaimTypes.NameIdentifier;

    /// <summary>The session that was looked up for this request; null if it asked for none, or there is none.</summary>
    public static Session? Of(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(PracticeClaim) is { } practice
        && principal.FindFirstValue(UserClaim) is { } user
        && principal.FindFirstValue(UserNameClaim) is { } name
        && principal.FindFirstValue(WorkplaceClaim) is { } workplace
        && Enum.TryParse<Roles>(principal.FindFirstValue(RolesClaim), out var roles)
            ? new Session(practice, user, name, workplace, roles)
            : null;

    /// <summary>Whether the user signed in with a password that an administrator set.</summary>
    public static bool MustChangePassword(ClaimsPrincipal principal) => principal.HasClaim(PasswordClaim, "true");

    public bool Is(Roles role) => Roles.HasFlag(role);

    /// <summary>What the cookie says, whether or not the session is still good.</summary>
    public static string? IdOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(IdClaim);

    /// <summary>Begins a session in the place of the one this browser may have.</summary>
    public static async Task Begin(HttpContext context, IGrainFactory grains, NewSession session)
    {
        await End(context, grains);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await grains.GetGrain<ISessionGrain>(id).Begin(session, context.RequestAborted);
        var user = grains.GetGrain<IUserGrain>($"{session.Practice}-{session.UserKeyName}");
        foreach (var old in await user.Begin(id, context.RequestAborted))
        {
            await grains.GetGrain<ISessionGrain>(old).End(context.RequestAborted);
        }

        var workplace = grains.GetGrain<IWorkplaceGrain>($"{session.Practice}-{session.Workplace}");
        await workplace.Use(context.RequestAborted);
        await context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(IdClaim, id)], "cookie")));
    }

    /// <summary>Ends this browser's session, wherever its cookie was copied to.</summary>
    public static Task End(HttpContext context, IGrainFactory grains) =>
        IdOf(context.User) is { } id
            ? grains.GetGrain<ISessionGrain>(id).End(context.RequestAborted)
            : Task.CompletedTask;

    /// <summary>The principal of a request whose session is good.</summary>
    public static ClaimsPrincipal Principal(string id, SessionView session) => new(new ClaimsIdentity(
        [
            new(IdClaim, id), new(PracticeClaim, session.Practice), new(UserClaim, session.User.Id),
            new(UserNameClaim, session.UserKeyName), new(WorkplaceClaim, session.Workplace),
            new(RolesClaim, session.User.Roles.ToString()),
            new(PasswordClaim, session.User.MustChangePassword ? "true" : "false"),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The practice is the hash of a name that can be guessed.</summary>
    public override string ToString() => nameof(Session);
}
