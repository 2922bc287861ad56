using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Architecture;

/// <summary>
/// A record prints its members unless it says otherwise: what reaches a log in passing must not hold names, codes or
/// keys.
/// </summary>
public sealed class RedactionTests
{
    private const string Marker = "a secret";
    private const int Deepest = 4;

    /// <summary>Texts that are random ids or words of the protocol. Every other one is taken for a secret.</summary>
    private static readonly string[] Harmless =
    [
        "Room", "Seat", "Connection", "Id", "From", "To", "UserId", "Organiser", "Workplace", "Change",
        "Start", "Role", "Admission", "Presence", "Reason", "What",
    ];

    private static readonly Assembly[] Assemblies = [typeof(IRoomGrain).Assembly, Assembly.Load("RedConnect.Api")];

    private static readonly IReadOnlyList<Type> Records = [.. Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("RedConnect", StringComparison.Ordinal) is true)
        .Where(type => !type.Namespace?.EndsWith(".Rooms", StringComparison.Ordinal) is true)
        .Where(type => !type.ContainsGenericParameters && !type.IsAbstract && IsRecord(type))];

    [Fact]
    public void No_record_prints_what_may_be_a_secret()
    {
        var printing = Records
            .Where(type => Filled(type, 0)?.ToString()?.Contains(Marker, StringComparison.Ordinal) is true)
            .Select(type => type.FullName).ToList();
        Assert.True(printing.Count == 0, string.Join(Environment.NewLine, printing));
    }

    [Fact]
    public void Records_are_found() => Assert.InRange(Records.Count, 30, int.MaxValue);

    private static bool IsRecord(Type type) => type.GetMethod(
        "PrintMembers",
        BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static object? Filled(Type type, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        var filled = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            if (!IsHarmless(field) && Value(field.FieldType, depth + 1) is { } value)
            {
                field.SetValue(filled, value);
            }
        }

        return filled;
    }

    private static bool IsHarmless(FieldInfo field)
    {
        var name = field.Name.Split('<', '>') is [_, var property, ..] ? property : field.Name;
        return field.FieldType == typeof(string) && Harmless.Contains(name);
    }

    private static Type? Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var open
        && (open == typeof(ImmutableArray<>) || open == typeof(IReadOnlyList<>)) ? type.GetGenericArguments()[0] : null;

    /// <summary>A collection of one, or of none.</summary>
    private static object Of(Type element, Type collection, int depth)
    {
        var value = Value(element, depth);
        var items = Array.CreateInstance(element, value is null ? 0 : 1);
        if (value is not null)
        {
            items.SetValue(value, 0);
        }

        return collection.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))?
                .MakeGenericMethod(element).Invoke(null, [items]) ?? items
            : items;
    }

    private static object? Value(Type type, int depth) =>
        type == typeof(string) ? Marker
        : Element(type) is { } element ? Of(element, type, depth)
        : IsRecord(type) && Records.FirstOrDefault(type.IsAssignableFrom) is { } record ? Filled(record, depth)
        : null;
}
