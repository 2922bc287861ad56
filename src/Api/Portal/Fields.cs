using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using RedConnect.Api.Rooms;

namespace RedConnect.Api.Portal;

/// <summary>32 lower-case hexadecimal digits.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class IdAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Checks.IsId(value as string);
}

/// <summary>64 lower-case hexadecimal digits: a SHA-256.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FingerprintAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => Fields.IsFingerprint(value as string);
}

/// <summary>Forms of fields that addresses have, too.</summary>
internal static class Fields
{
    public static bool IsFingerprint(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>The short name of a practice or user.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ShortNameAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => ShortName.IsGood(value as string);
}

/// <summary>German wall time, <c>2026-11-24T09:30</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class WallTimeAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => WallTime.Parse(value as string) is not null;
}

/// <summary>A public key of ECDSA P-256, SubjectPublicKeyInfo.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class P256PublicKeyAttribute : ValidationAttribute
{
    public override bool IsValid(object? value)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(value as byte[] ?? [], out var read);
            return key.KeySize == 256 && read == (value as byte[])?.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
