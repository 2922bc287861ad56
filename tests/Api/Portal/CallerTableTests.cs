using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Tests.Api.Sessions;
using RedConnect.Tests.Grains;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Every cell of the table in docs/portal-api.md, section 13: who may call what.</summary>
public sealed class CallerTableTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private const int Section = 13;

    /// <summary>However far the clock was moved for the cells before.</summary>
    private static readonly DateTime Later = AppointmentTests.Tomorrow.AddDays(100);

    private static readonly Dictionary<string, Func<Scene, Task<JsonObject>>> Bodies = new()
    {
        ["POST /practices"] = _ => Task.FromResult(Stranger().Registration()),
        ["POST /session/challenge"] = scene =>
            Task.FromResult(new JsonObject { ["practice"] = scene.Admin.Practice }),
        ["POST /session"] = scene => scene.Caller.Proof(),
        ["PUT /session/password"] = OwnPassword,
        ["POST /workplaces/recovery"] = async scene => await Introduction(scene, isNamed: false),
        ["POST /workplaces/requests"] = async scene => await Introduction(scene, isNamed: true),
        ["PUT /workplaces/{id}/status"] = _ =>
            Task.FromResult(new JsonObject { ["status"] = "approved", ["seen"] = 1 }),
        ["PUT /workplaces/{id}/name"] = _ =>
            Task.FromResult(new JsonObject { ["sealedName"] = Convert.ToBase64String([1]) }),
        ["PUT /users/{id}"] = _ => Task.FromResult(Colleagues.NewUser("new", Bytes(), "staff")),
        ["PUT /users/{id}/access"] = _ => Task.FromResult(new JsonObject
        {
            ["roles"] = new JsonArray("staff"),
            ["active"] = false,
            ["sealedCard"] = Convert.ToBase64String([7]),
            ["seen"] = 2,
        }),
        ["PUT /users/{id}/password"] = _ => Task.FromResult(Colleagues.Password(Bytes(), seen: 2)),
        ["PUT /sheet"] = _ => Task.FromResult(new JsonObject
        {
            ["sheet"] = Workplace.Sheet(Bytes()),
            ["seen"] = 1,
        }),
        ["POST /sheet/ring"] = scene => Task.FromResult(Sheet(scene.Admin)),
        ["POST /sheet/password"] = async scene => new JsonObject
        {
            ["sheet"] = Sheet(scene.Admin),
            ["password"] = Colleagues.Password(Bytes(), await scene.Admin.Revision()),
        },
        ["POST /codes/evaluation"] = _ => Task.FromResult(PortalExample.Read("evaluation").AsObject()),
        ["PUT /appointments/{room}"] = _ =>
            Task.FromResult(AppointmentTests.Appointment(Later).Body),
    };

    /// <summary>Where a connection to the portal's hub begins.</summary>
    private const string Negotiation = "/hubs/portal/negotiate";

    public static TheoryData<string, string, string> Cells => StateTable.Cells("portal-api.md", Section);

    [Fact]
    public void The_table_has_every_endpoint()
    {
        var endpoints = clocked.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>().Select(Row).OfType<string>();
        var rows = Cells.Select(cell => (string)cell[0]).Distinct();
        Assert.Equal(endpoints.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Every_endpoint_answers_every_caller(string endpoint, string caller, string answer)
    {
        clocked.Pass(TimeSpan.FromHours(1));
        using var admin = new Workplace(await Browser(), "Praxis " + Workplace.NewId()[..12]);
        await admin.Register();
        using var calling = await Caller(caller, admin);
        var scene = new Scene(admin, calling);
        var (method, path) = await Address(endpoint, scene);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = Bodies.TryGetValue(endpoint, out var body)
            ? new StringContent((await body(scene)).ToJsonString(), null, "application/json")
            : null;
        using var response = await calling.Client.SendAsync(request);
        Assert.Equal(answer, response.IsSuccessStatusCode ? "ok"
            : path == Negotiation ? $"{(int)response.StatusCode}" : await Workplace.Code(response));
    }

    private static string? Row(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText switch
    {
        Negotiation => $"POST {Negotiation}",
        { } path when path.StartsWith("/api", StringComparison.Ordinal) =>
            $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0]} "
                + path["/api".Length..].TrimEnd('/'),
        _ => null,
    };

    private async Task<Workplace> Caller(string caller, Workplace admin) => caller switch
    {
        "anonymous" => new Workplace(await Browser(), admin.Practice),
        "waiting workplace" => await admin.Asks(await Browser(), "staff"),
        "blocked workplace" => await Blocked(admin),
        "initial password" => await admin.SignsIn(await Browser(), "administrator"),
        "staff" => await admin.Joins(await Browser(), "staff"),
        "practitioner" => await admin.Joins(await Browser(), "practitioner"),
        "administrator" => await admin.Joins(await Browser(), "staff", "administrator"),
        "other practice" => await Other(),
        _ => throw new ArgumentOutOfRangeException(nameof(caller), caller, "Not in the table."),
    };

    private async Task<Workplace> Blocked(Workplace admin)
    {
        var colleague = await admin.Joins(await Browser(), "staff");
        await admin.Decide(colleague.Id, "blocked", seen: 2);
        await ApiHost.Renew(colleague.Client);
        return colleague;
    }

    private async Task<Workplace> Other()
    {
        var other = new Workplace(await Browser(), "Praxis " + Workplace.NewId()[..12]);
        await other.Register();
        return other;
    }

    private async Task<(string Method, string Path)> Address(string endpoint, Scene scene)
    {
        var parts = endpoint.Split(' ');
        var id = parts[1] switch
        {
            "/workplaces/requests/{id}" or "/workplaces/{id}/status" => (await Target(scene)).Id,
            "/workplaces/{id}/name" => scene.Admin.Id,
            "/users/{id}/access" or "/users/{id}/password" => (await Target(scene)).UserId,
            "/sessions/{id}" => await SessionOf(scene.Admin),
            _ => Workplace.NewId(),
        };
        var room = parts[0] is "DELETE" && parts[1].StartsWith("/appointments", StringComparison.Ordinal)
            ? await Planned(scene.Admin)
            : Workplace.NewId();
        var path = parts[1].Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{room}", room, StringComparison.Ordinal);
        return (parts[0], path == Negotiation ? path : "/api" + path + Query(endpoint, scene));
    }

    private static string Query(string endpoint, Scene scene) => endpoint switch
    {
        "GET /appointments" => "?from=2026-11-24&to=2026-11-24",
        "DELETE /appointments/{room}" => $"?change={Workplace.NewId()}&seen=1",
        "GET /workplaces/requests/{id}" => $"?practice={Workplace.KeyName(scene.Admin.Practice)}",
        _ => "",
    };

    /// <summary>Somebody who is decided about.</summary>
    private async Task<Workplace> Target(Scene scene) => await scene.Admin.Asks(await Browser(), "staff");

    private static async Task<string> SessionOf(Workplace workplace)
    {
        using var sessions = await workplace.Get("/api/sessions");
        return (string?)(await Workplace.Read(sessions)).AsArray()
            .Single(session => (bool?)session?["here"] is true)?["id"] ?? "";
    }

    private static async Task<string> Planned(Workplace workplace)
    {
        var (room, body) = AppointmentTests.Appointment(Later);
        await workplace.Put($"/api/appointments/{room}", body);
        return room;
    }

    private static async Task<JsonObject> OwnPassword(Scene scene) => new()
    {
        ["authKey"] = Convert.ToBase64String(scene.Caller.AuthKey),
        ["password"] = Colleagues.Password(Bytes(), await scene.Caller.Revision()),
    };

    private static async Task<JsonObject> Introduction(Scene scene, bool isNamed)
    {
        var browser = new Workplace(scene.Caller.Client, scene.Caller.Practice)
        {
            User = scene.Caller.User, AuthKey = scene.Caller.AuthKey,
        };
        var workplace = browser.Introduction();
        var body = new JsonObject { ["signIn"] = await browser.Proof(), ["workplace"] = workplace };
        if (!isNamed)
        {
            workplace.Remove("sealedName");
            body["sheetAuth"] = Convert.ToBase64String(scene.Admin.SheetAuth);
        }

        return body;
    }

    private static JsonObject Sheet(Workplace admin) => new()
    {
        ["practice"] = admin.Practice,
        ["user"] = admin.User,
        ["auth"] = Convert.ToBase64String(admin.SheetAuth),
    };

    private static Workplace Stranger() => new(new HttpClient(), "Praxis " + Workplace.NewId()[..12]);

    private Task<HttpClient> Browser() => clocked.Host.Browser();

    private static byte[] Bytes() => RandomNumberGenerator.GetBytes(32);

    private sealed record Scene(Workplace Admin, Workplace Caller);
}
