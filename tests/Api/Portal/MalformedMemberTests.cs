using System.Text;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Sessions;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Whatever a field about users or workplaces holds, the answer is typed and never a fault.</summary>
public sealed class MalformedMemberTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "9223372036854775808", "[]", "[null]", "[{}]", "{}", "\"\"", "\"x\"", "\"\\u0000\"",
        "\"AAAA\"", "\"0001-01-01T00:00\"",
    ];

    [Theory]
    [InlineData("POST", "/api/workplaces/requests", "request-workplace")]
    [InlineData("PUT", "/api/workplaces/{id}/status", "decide-workplace")]
    [InlineData("PUT", "/api/users/{id}", "add-user")]
    [InlineData("PUT", "/api/users/{id}/access", "change-access")]
    [InlineData("PUT", "/api/users/{id}/password", "set-password")]
    [InlineData("PUT", "/api/session/password", "change-password")]
    [InlineData("PUT", "/api/sheet", "new-sheet")]
    [InlineData("POST", "/api/sheet/ring", "open-sheet")]
    [InlineData("POST", "/api/sheet/password", "recover-password")]
    public async Task Every_field_may_hold_anything(string method, string path, string example)
    {
        clocked.Pass(TimeSpan.FromHours(1));
        using var admin = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await admin.Register();
        var address = path.Replace("{id}", Workplace.NewId(), StringComparison.Ordinal);
        foreach (var field in Fields(PortalExample.Read(example)).ToList())
        {
            foreach (var value in Values)
            {
                await IsTyped(admin, method, address, With(example, field, value));
            }
        }
    }

    [Theory]
    [InlineData("GET", "/api/workplaces/requests/x?practice=x")]
    [InlineData("GET", "/api/workplaces/requests/00000000000000000000000000000000?practice=x")]
    [InlineData("GET", "/api/workplaces/requests/00000000000000000000000000000000")]
    [InlineData("GET", "/api/audit?before=yesterday")]
    [InlineData("GET", "/api/audit?before=9999-12-31T23:59:59-14:00")]
    [InlineData("DELETE", "/api/sessions/x")]
    [InlineData("PUT", "/api/users/%20")]
    public async Task Every_address_may_hold_anything(string method, string path)
    {
        using var admin = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await admin.Register();
        await IsTyped(admin, method, path, method is "PUT" ? "{}" : null);
    }

    private static async Task IsTyped(Workplace admin, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await admin.Client.SendAsync(request);
        var shown = $"{method} {path} {body}";
        Assert.True((int)answer.StatusCode < 500, shown);
        var code = answer.IsSuccessStatusCode ? "" : await Workplace.Code(answer);
        Assert.True(code is not (null or "antiforgery" or "fault"), shown);
    }

    /// <summary>Every place in the body, by the names and indices that lead there.</summary>
    private static IEnumerable<string[]> Fields(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(field => Under(field.Key, field.Value)),
        JsonArray inner => inner.SelectMany((item, index) => Under($"{index}", item)),
        _ => [],
    };

    private static IEnumerable<string[]> Under(string name, JsonNode? node) =>
        Fields(node).Select(path => (string[])[name, .. path]).Prepend([name]);

    private static string With(string example, string[] field, string value)
    {
        var body = PortalExample.Read(example);
        var parent = field[..^1].Aggregate(body, Child);
        if (parent is JsonArray array)
        {
            array[int.Parse(field[^1], null)] = "here";
        }
        else
        {
            parent[field[^1]] = "here";
        }

        return body.ToJsonString().Replace("\"here\"", value, StringComparison.Ordinal);
    }

    private static JsonNode Child(JsonNode node, string name) =>
        (node is JsonArray array ? array[int.Parse(name, null)] : node[name])
        ?? throw new InvalidOperationException(name);
}
