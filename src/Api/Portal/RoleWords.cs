using System.ComponentModel.DataAnnotations;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>
/// Roles as the interface spells them: each at most once, and nobody is both practitioner and staff.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class RoleWordsAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is IReadOnlyList<string> words
        && words.OfType<string>().Distinct().Count() == words.Count
        && words.All(RoleWords.Known.ContainsKey)
        && RoleWords.Parse(words) is not Roles.None and var roles
        && !roles.HasFlag(Roles.Practitioner | Roles.Staff);
}

/// <summary>Roles as the interface spells them.</summary>
internal static class RoleWords
{
    public static IReadOnlyDictionary<string, Roles> Known { get; } = Enum.GetValues<Roles>()
        .Where(role => role is not Roles.None).ToDictionary(Words.Word);

    public static IReadOnlyList<string> Of(Roles roles) =>
        [.. Known.Where(known => roles.HasFlag(known.Value)).Select(known => known.Key)];

    public static Roles Parse(IEnumerable<string> words) =>
        words.Aggregate(Roles.None, (all, word) => all | Known.GetValueOrDefault(word));
}
