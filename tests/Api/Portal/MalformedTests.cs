using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Whatever a field holds, the answer is typed and never a fault of the server.</summary>
public sealed class MalformedTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Placeholder = "here";

    /// <summary>As they stand in JSON.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "9223372036854775808", "[]", "[null]", "[{}]", "{}", "[[[[[[]]]]]]",
        """ "" """, """ "x" """, """ "\ud800" """, """ "\u0000" """, """ "AAAA" """, """ "!" """,
        """ "\ufdd0 \u202e" """,
        """ "0001-01-01T00:00" """, """ "9999-12-31T23:59" """, """ "2026-11-24T09:30:00Z" """,
    ];

    [Fact]
    public async Task Every_field_may_hold_anything()
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        var proof = await workplace.Proof();
        await Try(workplace, HttpMethod.Post, "/api/practices", workplace.Registration());
        await Try(workplace, HttpMethod.Post, "/api/session/challenge", new JsonObject { ["practice"] = "x" });
        await Try(workplace, HttpMethod.Post, "/api/session", proof);
        var recovery = new JsonObject
        {
            ["signIn"] = proof.DeepClone(),
            ["sheetAuth"] = Bytes(32),
            ["workplace"] = workplace.Introduction(),
        };
        await Try(workplace, HttpMethod.Post, "/api/workplaces/recovery", recovery);
        var name = new JsonObject { ["sealedName"] = Bytes(40) };
        await Try(workplace, HttpMethod.Put, $"/api/workplaces/{workplace.Id}/name", name);
        var (room, appointment) = AppointmentTests.Appointment(AppointmentTests.Tomorrow);
        await Try(workplace, HttpMethod.Put, $"/api/appointments/{room}", appointment);
    }

    [Theory]
    [InlineData("GET", "/api/appointments?from=x&to=2026-11-25")]
    [InlineData("GET", "/api/appointments?from=2026-02-30&to=2026-11-25")]
    [InlineData("GET", "/api/appointments")]
    [InlineData("DELETE", "/api/appointments/x?change=x&seen=1")]
    [InlineData("DELETE", "/api/appointments/00000000000000000000000000000000?seen=99999999999999999999")]
    [InlineData("DELETE", "/api/appointments/00000000000000000000000000000000?change=00000000000000000000000000000000")]
    [InlineData("PUT", "/api/appointments/%20")]
    [InlineData("POST", "/api/nothing")]
    public async Task Every_address_may_hold_anything(string method, string path)
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        await Try(workplace, new HttpMethod(method), path, method == "PUT" ? "{}" : null);
    }

    [Theory]
    [InlineData("admission", null)]
    [InlineData("passes.0.role", null)]
    [InlineData("sealedDetails", null)]
    [InlineData("durationMinutes", null)]
    [InlineData("durationMinutes", "\"30\"")]
    [InlineData("admission", "0")]
    public async Task Nothing_is_assumed_for_a_field_that_is_missing_or_of_another_type(string field, string? value)
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        var (room, body) = AppointmentTests.Appointment(AppointmentTests.Tomorrow);
        var path = field.Split('.');
        using var content = new StringContent(
            value is null ? Without(body, path) : With(body, path, value), Encoding.UTF8, "application/json");
        using var answer =
            await workplace.Client.PutAsync(new Uri($"/api/appointments/{room}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("malformed", await Workplace.Code(answer));
    }

    private static async Task Try(Workplace workplace, HttpMethod method, string path, JsonObject body)
    {
        foreach (var field in Fields(body).ToList())
        {
            await Try(workplace, method, path, Without(body, field));
            foreach (var value in Values)
            {
                await Try(workplace, method, path, With(body, field, value));
            }
        }
    }

    private static async Task Try(Workplace workplace, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await workplace.Client.SendAsync(request);
        var shown = $"{method} {path} {body}";
        Assert.True((int)answer.StatusCode < 500, shown);
        var code = answer.IsSuccessStatusCode ? "" : await Workplace.Code(answer);
        Assert.True(code is not (null or "antiforgery"), shown);
        if (answer.IsSuccessStatusCode)
        {
            // It may have changed who is signed in.
            await ApiHost.Renew(workplace.Client);
        }
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

    private static string With(JsonObject body, string[] field, string value)
    {
        var changed = body.DeepClone();
        var parent = field[..^1].Aggregate(changed, Child);
        if (parent is JsonArray array)
        {
            array[int.Parse(field[^1], null)] = Placeholder;
        }
        else
        {
            parent[field[^1]] = Placeholder;
        }

        return changed.ToJsonString().Replace($"\"{Placeholder}\"", value.Trim(), StringComparison.Ordinal);
    }

    private static string Without(JsonObject body, string[] field)
    {
        var changed = body.DeepClone();
        var parent = field[..^1].Aggregate(changed, Child);
        if (parent is JsonArray array)
        {
            array.RemoveAt(int.Parse(field[^1], null));
        }
        else
        {
            parent.AsObject().Remove(field[^1]);
        }

        return changed.ToJsonString();
    }

    private static JsonNode Child(JsonNode node, string name) =>
        (node is JsonArray array ? array[int.Parse(name, null)] : node[name])
        ?? throw new InvalidOperationException(name);

    private static string Bytes(int count) => Convert.ToBase64String(new byte[count]);
}
