using Microsoft.AspNetCore.Authorization;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Sessions;

/// <summary>
/// Who may call an endpoint. Without a name: every signed-in user who has set a password of their own.
/// </summary>
internal static class Access
{
    /// <summary>Any session, also one with a password that an administrator set.</summary>
    public const string AnySession = "any-session";

    /// <summary>Administrators with a password of their own.</summary>
    public const string Administrator = "administrator";

    public static void AddAccess(this IServiceCollection services)
    {
        var own = Signed().RequireAssertion(call => !Session.MustChangePassword(call.User)).Build();

        // An endpoint that does not say who may call it may be called by nobody. What is no route is not found.
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(own)
            .AddPolicy(AnySession, Signed().Build())
            .AddPolicy(Administrator, policy => policy.Combine(own)
                .RequireAssertion(call => Session.Of(call.User)?.Is(Roles.Administrator) is true))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(call => (call.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint).Build());
    }

    private static AuthorizationPolicyBuilder Signed() => new AuthorizationPolicyBuilder().RequireAuthenticatedUser();
}
