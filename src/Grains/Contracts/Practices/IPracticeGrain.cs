using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// The organisation that uses the portal. Key: lower-case hexadecimal SHA-256 of its normalised short name.
/// </summary>
[Alias("redconnect.IPracticeGrain")]
public interface IPracticeGrain : IGrainWithStringKey
{
    /// <summary>
    /// Founds the practice. False when the short name is taken; repeating the same registration gives true again.
    /// </summary>
    [Alias("Register")]
    Task<bool> Register(NewPractice practice, CancellationToken cancellation = default);

    /// <summary>
    /// 32 random bytes to sign within two minutes, once. Given for unknown practices too, so that nobody learns which
    /// exist.
    /// </summary>
    [Alias("Challenge")]
    Task<ImmutableArray<byte>> Challenge(CancellationToken cancellation = default);

    /// <summary>Checks password proof, challenge, workplace and signature, in this order.</summary>
    [Alias("SignIn")]
    Task<SignInAnswer> SignIn(SignIn attempt, CancellationToken cancellation = default);

    /// <summary>As <see cref="SignIn"/>, from a workplace that the recovery sheet approves.</summary>
    [Alias("Recover")]
    Task<SignInAnswer> Recover(Recovery attempt, CancellationToken cancellation = default);

    /// <summary>Names a workplace that has no name yet, or renames it. False when there is no such workplace.</summary>
    [Alias("NameWorkplace")]
    Task<bool> NameWorkplace(
        string workplace, ImmutableArray<byte> sealedName, CancellationToken cancellation = default);

    /// <summary>The signed-in user as long as user and workplace are still good; null ends the session.</summary>
    [Alias("Session")]
    Task<SignedIn?> Session(string userId, string workplace, CancellationToken cancellation = default);
}
