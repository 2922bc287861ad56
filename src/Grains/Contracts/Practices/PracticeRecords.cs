using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// A practice with its first user and first workplace. Every byte array is a hash, a public key or ciphertext.
/// </summary>
/// <param name="User">Practitioner and administrator.</param>
/// <param name="Workplace">Approved at once.</param>
/// <param name="Sheet">The first recovery sheet.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewPractice")]
public sealed record NewPractice(
    [property: Id(0)] NewUser User, [property: Id(1)] NewWorkplace Workplace, [property: Id(2)] NewSheet Sheet)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewPractice);
}

/// <summary>A recovery sheet; the one before opens nothing any more.</summary>
/// <param name="Auth">32 bytes from the sheet; only a hash is kept.</param>
/// <param name="KeyRing">A key ring sealed with the sheet's key.</param>
/// <param name="SealedCard">The sheet's public key, sealed with the practice key.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewSheet")]
public sealed record NewSheet(
    [property: Id(0)] ImmutableArray<byte> Auth,
    [property: Id(1)] ImmutableArray<byte> KeyRing,
    [property: Id(2)] ImmutableArray<byte> SealedCard)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewSheet);
}

/// <summary>What a practice keeps of its sheet.</summary>
/// <param name="Revision">1 and up, one more with every new sheet.</param>
[GenerateSerializer, Immutable, Alias("redconnect.SheetView")]
public sealed record SheetView(
    [property: Id(0)] long Revision,
    [property: Id(1)] ImmutableArray<byte> KeyRing,
    [property: Id(2)] ImmutableArray<byte> SealedCard)
{
    /// <summary>Holds ciphertext only, and prints none of it.</summary>
    public override string ToString() => $"{nameof(SheetView)} {Revision}";
}
