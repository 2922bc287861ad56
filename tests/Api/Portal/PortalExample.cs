using System.Text.Json.Nodes;

namespace RedConnect.Tests.Api.Portal;

/// <summary>An example of docs/portal-api.md.</summary>
internal static class PortalExample
{
    public static string Page { get; } = File.ReadAllText(Path.Combine(Documents(), "portal-api.md"));

    public static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(Documents(), "portal"))
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public static string Text(string name) => File.ReadAllText(Path.Combine(Documents(), "portal", $"{name}.json"));

    public static JsonNode Read(string name) => JsonNode.Parse(Text(name)) ?? throw new InvalidDataException(name);

    /// <summary>An example request with other values in some of its fields; a dot leads into a field.</summary>
    public static JsonNode With(string name, params (string Field, JsonNode? Value)[] changes)
    {
        var example = Read(name);
        foreach (var (field, value) in changes)
        {
            var path = field.Split('.');
            var parent = path.SkipLast(1).Aggregate(example, Inner);
            Assert.True(parent.AsObject().ContainsKey(path[^1]), field);
            parent[path[^1]] = value;
        }

        return example;
    }

    /// <summary>Names and kinds of all fields, whatever they hold.</summary>
    public static string Shape(JsonNode? node) => node switch
    {
        JsonObject inner => $"{{{string.Join(", ", Fields(inner).Order(StringComparer.Ordinal))}}}",
        JsonArray inner => $"[{string.Join(" | ", inner.Select(Shape).Distinct())}]",
        JsonValue value => value.GetValueKind().ToString().Replace("True", "False", StringComparison.Ordinal),
        _ => "null",
    };

    /// <summary>The answer's body, which is as in the example.</summary>
    public static async Task<JsonNode> Is(string example, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(Shape(Read(example)), Shape(JsonNode.Parse(text)));
        return JsonNode.Parse(text) ?? throw new InvalidDataException(example);
    }

    public static JsonNode Inner(JsonNode node, string field) => node[field] ?? throw new InvalidDataException(field);

    private static IEnumerable<string> Fields(JsonObject inner) =>
        inner.Select(field => $"{field.Key}: {Shape(field.Value)}");

    private static string Documents()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "portal-api.md")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException("docs/portal-api.md"), "docs");
    }
}
