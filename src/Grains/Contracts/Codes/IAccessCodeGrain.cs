namespace RedConnect.Grains.Contracts.Codes;

/// <summary>
/// One access code, known by its fingerprint: the key is the lower-case hexadecimal SHA-256 of the code id. It points
/// to
/// its room from the planning until the room is deleted, so that it never changes hands, and holds no key.
/// </summary>
[Alias("redconnect.IAccessCodeGrain")]
public interface IAccessCodeGrain : IGrainWithStringKey
{
    /// <summary>Binds the code to a room. False when another room has it; repeating a claim changes nothing.</summary>
    [Alias("Claim")]
    Task<bool> Claim(string room, CancellationToken cancellation = default);

    /// <summary>The id of the room this code leads to, or null.</summary>
    [Alias("Find"), ResponseTimeout("00:00:03")]
    Task<string?> Find(CancellationToken cancellation = default);

    /// <summary>Frees the code if the room holds it; otherwise nothing.</summary>
    [Alias("Release")]
    Task Release(string room, CancellationToken cancellation = default);
}
