using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace RedConnect.Api.Portal;

/// <summary>Who may register a practice.</summary>
internal enum RegistrationMode
{
    Open,
    Invitation,
    Closed,
}

/// <summary>Who may register a practice; section <c>Registration</c>.</summary>
internal sealed class RegistrationOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Registration";

    private const int ShortestInvitation = 16;

    public RegistrationMode Mode { get; init; } = RegistrationMode.Open;

    /// <summary>Codes that the operator gives out; each is good until it is taken off the list.</summary>
    public IReadOnlyList<string> Invitations { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mode is RegistrationMode.Invitation && Invitations.Count == 0)
        {
            yield return new($"{Section}:Invitations is empty, and {Section}:Mode is Invitation.");
        }

        if (Invitations.Any(code => code is not { Length: >= ShortestInvitation }))
        {
            yield return new($"A code in {Section}:Invitations is shorter than {ShortestInvitation} characters.");
        }
    }
}

/// <summary>Lets practices register, or does not, as the operator wants.</summary>
internal sealed class Registration(IOptions<RegistrationOptions> options)
{
    public RegistrationMode Mode => options.Value.Mode;

    /// <summary>Why nobody can register with this; null if they can.</summary>
    public string? Refusal(string? invitation) => Mode switch
    {
        RegistrationMode.Open => null,
        RegistrationMode.Invitation => IsGood(invitation) ? null : "wrongInvitation",
        _ => "registrationClosed",
    };

    /// <summary>Compared as hashes, so that time tells nothing.</summary>
    private bool IsGood(string? invitation)
    {
        var given = Hash(invitation?.Trim() ?? "");
        return options.Value.Invitations.Any(code => CryptographicOperations.FixedTimeEquals(Hash(code), given));
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

/// <summary>The setting, read and checked at the start.</summary>
internal static class RegistrationFeature
{
    public static void AddRegistration(this IServiceCollection services)
    {
        services.AddOptions<RegistrationOptions>().BindConfiguration(RegistrationOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Registration>();
    }
}

/// <summary>Who may register, for the page.</summary>
internal sealed record RegistrationView(RegistrationMode Mode);
