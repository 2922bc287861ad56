using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>What browsers draw for a practice and its users.</summary>
internal static class Founding
{
    public static NewPractice Of(string userKeyName) => new(
        User(userKeyName, Roles.Practitioner | Roles.Administrator), Workplace(), new NewSheet(Draw(), [5], [6]));

    public static NewUser User(string keyName, Roles roles) => new(keyName, Id(), roles, [1], [7], Credentials());

    public static Credentials Credentials() => new(Draw(), [2], [8]);

    public static NewWorkplace Workplace() => new(Id(), [3], [4]);

    public static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string KeyName() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public static ImmutableArray<byte> Draw() => [.. RandomNumberGenerator.GetBytes(32)];
}
