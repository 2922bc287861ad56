using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RedConnect.Hosting;

/// <summary>Who may look inside; section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Operator";

    /// <summary>The password of everything under <c>/operator</c>; the user name does not matter. Without one there is
    /// nothing there.</summary>
    [MinLength(32,
        ErrorMessage = "Operator:Secret needs at least 32 characters: nobody counts how often it is guessed.")]
    public string? Secret { get; set; }

    /// <summary>Whether there is a dashboard, too: it hooks into every call of a grain.</summary>
    public bool Dashboard { get; set; }

    internal bool HasOperator => Secret is not null;

    internal bool HasDashboard => HasOperator && Dashboard;
}

/// <summary>The people who run the service. What is theirs is at <c>/operator</c>, on the same port as the rest, and
/// answers to their secret alone.</summary>
public static class Operator
{
    /// <summary>Of the authentication scheme and of the policy.</summary>
    public const string Name = "operator";

    /// <summary>Whether there is anything under <c>/operator</c>.</summary>
    public static bool HasOperator(this IConfiguration configuration) =>
        configuration.Read<OperatorOptions>(OperatorOptions.Section).HasOperator;

    /// <summary>Whether operators have a dashboard.</summary>
    public static bool HasDashboard(this IConfiguration configuration) =>
        configuration.Read<OperatorOptions>(OperatorOptions.Section).HasDashboard;

    /// <summary>Adds the settings, the authentication scheme and the policy.</summary>
    public static IHostApplicationBuilder AddOperator(this IHostApplicationBuilder builder)
    {
        builder.AddSection<OperatorOptions>(OperatorOptions.Section);
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BySecret>(Name, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Name, policy => policy.AddAuthenticationSchemes(Name).RequireAuthenticatedUser());
        return builder;
    }

    /// <summary>For operators only.</summary>
    public static IEndpointConventionBuilder ForOperators(this IEndpointConventionBuilder endpoints) =>
        endpoints.RequireAuthorization(Name);

    /// <summary>HTTP Basic (RFC 7617), which browsers and Prometheus speak alike.</summary>
    private sealed class BySecret(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
            IOptions<OperatorOptions> configured)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            configured.Value.Secret is { } secret && Given(Request.Headers.Authorization) is { } given
                && Same(given, secret)
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Name)), Name))
                : AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Basic realm=\"RedConnect\", charset=\"UTF-8\"";
            return Task.CompletedTask;
        }

        private static string? Given(string? header)
        {
            var given = new byte[header?.Length ?? 0];
            return AuthenticationHeaderValue.TryParse(header, out var parsed)
                && parsed is { Scheme: "Basic", Parameter: { } both }
                && Convert.TryFromBase64String(both, given, out var length)
                    ? Encoding.UTF8.GetString(given, 0, length).Split(':', 2).ElementAtOrDefault(1)
                    : null;
        }

        /// <summary>Takes the same time however much of it is right, and whatever its length.</summary>
        private static bool Same(string given, string secret) => CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
    }
}
