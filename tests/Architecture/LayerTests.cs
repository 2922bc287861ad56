using System.Reflection;
using RedConnect.Grains;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Architecture;

public sealed class LayerTests
{
    private static readonly Assembly Domain = typeof(IRoomGrain).Assembly;

    [Fact]
    public void The_domain_knows_neither_the_web_nor_a_store() =>
        Assert.Empty(Domain.GetReferencedAssemblies().Select(a => a.Name ?? "").Where(name =>
        name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase)
        || name.Contains("AdoNet", StringComparison.Ordinal)
            || name.StartsWith("OpenTelemetry", StringComparison.Ordinal)
            || name.StartsWith("Azure", StringComparison.Ordinal)));

    [Fact]
    public void The_edge_does_not_know_the_silo() => Assert.DoesNotContain(
        Assembly.Load("RedConnect.Api").GetReferencedAssemblies(),
        a => a.Name is "RedConnect.Silo" or "RedConnect.Web");

    [Fact]
    public void Only_contracts_and_their_registration_are_public() => Assert.Empty(Own(Domain.GetExportedTypes())
        .Where(type => type != typeof(GrainsFeature))
        .Where(type => type.Namespace?.StartsWith("RedConnect.Grains.Contracts", StringComparison.Ordinal) is not true)
        .Select(type => type.FullName));

    [Fact]
    public void Every_grain_has_a_name_that_outlives_its_class() => Assert.Empty(Own(Domain.GetTypes())
        .Where(type => type is { IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)
            && type.GetCustomAttribute<GrainTypeAttribute>() is null)
        .Select(type => type.FullName));

    [Fact]
    public void Everything_on_a_wire_or_in_a_store_has_an_alias() => Assert.Empty(Own(Domain.GetTypes())
        .Where(type =>
            (type.GetCustomAttribute<GenerateSerializerAttribute>() is not null
            || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)))
            && !type.GetCustomAttributes<AliasAttribute>().Any())
        .Select(type => type.FullName));

    [Fact]
    public void Grain_methods_have_an_alias() => Assert.Empty(Own(Domain.GetTypes())
        .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
        .SelectMany(type => type.GetMethods())
        .Where(method => !method.GetCustomAttributes<AliasAttribute>().Any())
        .Select(method => $"{method.DeclaringType?.Name}.{method.Name}"));

    private static IEnumerable<Type> Own(IEnumerable<Type> types) =>
        types.Where(type => type.Namespace?.StartsWith("RedConnect", StringComparison.Ordinal) is true);
}
