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

/// <summary>Access for the people who run the service; section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Operator";

    /// <summary>
    /// The password of everything under <c>/operator</c>, with any user name. Without one nothing is mapped there.
    /// </summary>
    [MinLength(32, ErrorMessage = "Operator:Secret needs at least 32 characters: failed attempts are not limited.")]
    public string? Secret { get; set; }

    /// <summary>Whether there is a dashboard, too. It costs time on every call of a grain.</summary>
    public bool Dashboard { get; set; }

    internal bool HasOperator => Secret is not null;

    internal bool HasDashboard => HasOperator && Dashboard;
}

/// <summary>Endpoints for the people who run the service: under <c>/operator</c>, by their secret only.</summary>
public static class Operator
{
    /// <summary>Name of the authentication scheme and of the policy.</summary>
    public const string Name = "operator";

    /// <summary>Whether anything is mapped under <c>/operator</c>.</summary>
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

    /// <summary>HTTP Basic (RFC 7617), for browsers and Prometheus; ASP.NET Core has no handler for it.</summary>
    private sealed class BySecret(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory log,
        UrlEncoder encoder,
        IOptions<OperatorOptions> configured)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        private bool IsOperator => configured.Value.Secret is { } secret
            && Password(Request.Headers.Authorization) is { } password
            && AreEqual(password, secret);

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var person = new ClaimsPrincipal(new ClaimsIdentity(Name));
            return Task.FromResult(IsOperator
                ? AuthenticateResult.Success(new AuthenticationTicket(person, Name))
                : AuthenticateResult.NoResult());
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers.WWWAuthenticate = "Basic realm=\"RedConnect\", charset=\"UTF-8\"";
            return Task.CompletedTask;
        }

        private static string? Password(string? header)
        {
            var decoded = new byte[header?.Length ?? 0];
            return AuthenticationHeaderValue.TryParse(header, out var credentials)
                && credentials is { Scheme: "Basic", Parameter: { } encoded }
                && Convert.TryFromBase64String(encoded, decoded, out var length)
                    ? Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2).ElementAtOrDefault(1)
                    : null;
        }

        /// <summary>Compares hashes in constant time, so that time reveals neither the secret nor its length.</summary>
        private static bool AreEqual(string password, string secret) => CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
    }
}
