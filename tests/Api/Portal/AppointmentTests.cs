using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Tests.Api.Portal;

public sealed class AppointmentTests(ApiHost host) : IClassFixture<ApiHost>
{
    internal static readonly DateTime Tomorrow = GermanTime.Wall(TimeProvider.System.GetUtcNow().AddDays(1)).Date
        .AddHours(9.5);

    [Fact]
    public async Task A_planned_appointment_is_listed_and_its_codes_lead_to_its_room()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        Assert.Equal(HttpStatusCode.OK, (await Put(workplace, room, body)).StatusCode);
        var listed = Assert.Single(await List(workplace, Tomorrow));
        Assert.Equal(room, (string?)listed?["id"]);
        Assert.Equal(Text(Tomorrow), (string?)listed?["start"]);
        Assert.Equal(room, await host.Grains.GetGrain<IAccessCodeGrain>(Fingerprint(body, 0)).Find());
    }

    [Fact]
    public async Task Saving_twice_plans_once()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        Assert.Equal(HttpStatusCode.OK, (await Put(workplace, room, body)).StatusCode);
        Assert.Single(await List(workplace, Tomorrow));
    }

    [Fact]
    public async Task A_code_that_is_taken_is_refused_and_leaves_nothing_behind()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        var (other, twin) = Appointment(Tomorrow);
        (twin["passes"]?[1] ?? throw new InvalidOperationException())["fingerprint"] = Fingerprint(body, 1);
        Assert.Equal("codeTaken", await Workplace.Code(await Put(workplace, other, twin)));
        Assert.Null(await host.Grains.GetGrain<IAccessCodeGrain>(Fingerprint(twin, 0)).Find());
        Assert.Single(await List(workplace, Tomorrow));
    }

    [Fact]
    public async Task A_moved_appointment_is_on_its_new_day_only()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        await Put(workplace, room, Changed(body, seen: 1, Tomorrow.AddDays(3)));
        Assert.Empty(await List(workplace, Tomorrow));
        Assert.Single(await List(workplace, Tomorrow.AddDays(3)));
    }

    [Fact]
    public async Task A_cancelled_appointment_stays_listed_as_cancelled()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        using var cancelled = await Cancel(workplace, room, seen: 1);
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.True((bool?)Assert.Single(await List(workplace, Tomorrow))?["cancelled"]);
        Assert.Equal("alreadyCancelled",
            await Workplace.Code(await Put(workplace, room, Changed(body, seen: 1, Tomorrow))));
    }

    [Fact]
    public async Task Who_changes_what_somebody_else_changed_is_shown_it_as_it_is()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        await Put(workplace, room, Changed(body, seen: 1, Tomorrow.AddDays(8)));
        using var refusal = await Put(workplace, room, Changed(body, seen: 1, Tomorrow.AddDays(9)));
        var problem = await refusal.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal((HttpStatusCode.Conflict, "changedMeanwhile"), (refusal.StatusCode, (string?)problem?["code"]));
        Assert.Equal((Text(Tomorrow.AddDays(8)), 2),
            ((string?)problem?["appointment"]?["start"], (int?)problem?["appointment"]?["revision"]));
        Assert.Equal("changedMeanwhile", await Workplace.Code(await Cancel(workplace, room, seen: 1)));
        Assert.Equal("unknownAppointment", await Workplace.Code(await Cancel(workplace, Workplace.NewId(), seen: 1)));
    }

    [Fact]
    public async Task Another_practices_room_cannot_be_taken_over()
    {
        using var owner = await Registered();
        var (room, body) = Appointment(Tomorrow);
        await Put(owner, room, body);
        using var stranger = await Registered();
        Assert.Equal("roomTaken", await Workplace.Code(await Put(stranger, room, Appointment(Tomorrow).Body)));
        Assert.Empty(await List(stranger, Tomorrow));
    }

    [Fact]
    public async Task A_time_that_summer_time_skips_is_refused_with_the_next_one()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(new DateTime(2027, 3, 28, 2, 30, 0, DateTimeKind.Unspecified));
        using var refusal = await Put(workplace, room, body);
        var problem = await refusal.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("noSuchTime", (string?)problem?["code"]);
        Assert.Equal("2027-03-28T03:00", (string?)problem?["next"]);
    }

    [Fact]
    public async Task Appointments_and_the_session_survive_a_restart()
    {
        var own = new ApiHost();
        await own.InitializeAsync();
        using var workplace = new Workplace(await own.Browser(), "Praxis");
        await workplace.Register();
        var (room, body) = Appointment(Tomorrow);
        await Put(workplace, room, body);
        await own.Restart();
        var day = Tomorrow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(room, await own.Grains.GetGrain<IAccessCodeGrain>(Fingerprint(body, 0)).Find());
        using var list = await workplace.Client
            .GetAsync(new Uri(own.Address, $"/api/appointments/?from={day}&to={day}"));
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Contains(room, await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await own.DisposeAsync();
    }

    [Theory]
    [InlineData("0001-01-01T00:00", "inThePast")]
    [InlineData("1891-03-31T12:00", "inThePast")]
    [InlineData("2999-03-31T02:30", "tooFarAhead")]
    [InlineData("9999-12-31T23:59", "tooFarAhead")]
    public async Task A_start_in_the_past_or_far_ahead_is_refused_whatever_the_year(string start, string code)
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        body["start"] = start;
        using var refusal = await Put(workplace, room, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.StatusCode);
        Assert.Equal(code, await Workplace.Code(refusal));
    }

    [Fact]
    public async Task Everything_that_is_kept_can_be_listed_at_once()
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow.AddDays(725));
        await Put(workplace, room, body);
        var list = await workplace.Client.GetFromJsonAsync<JsonArray>(Days(Tomorrow.AddDays(-365), 1100));
        Assert.Single(list ?? []);
    }

    [Theory]
    [InlineData("0001-01-01", "9999-12-31")]
    [InlineData("2024-01-01", "2027-01-06")]
    public async Task A_list_of_more_days_is_refused_in_words(string from, string to)
    {
        using var workplace = await Registered();
        using var refusal = await workplace.Client.GetAsync(
            new Uri($"/api/appointments/?from={from}&to={to}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.StatusCode);
        Assert.Equal("tooManyDays", await Workplace.Code(refusal));
    }

    [Theory]
    [InlineData("start", "yesterday")]
    [InlineData("start", "2026-13-45T99:99")]
    [InlineData("durationMinutes", 481)]
    [InlineData("sealedDetails", "")]
    [InlineData("change", "mine")]
    [InlineData("seen", 0)]
    public async Task Bad_fields_are_named(string field, object value)
    {
        using var workplace = await Registered();
        var (room, body) = Appointment(Tomorrow);
        body[field] = JsonValue.Create(value);
        using var refusal = await Put(workplace, room, body);
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal(field, (string?)(await refusal.Content.ReadFromJsonAsync<JsonObject>())?["field"]);
    }

    private static string Days(DateTime from, int days) => string.Create(CultureInfo.InvariantCulture,
        $"/api/appointments/?from={from:yyyy-MM-dd}&to={from.AddDays(days):yyyy-MM-dd}");

    private async Task<Workplace> Registered()
    {
        var workplace = new Workplace(await host.Browser(), "Praxis " + Guid.NewGuid().ToString("N")[..12]);
        await workplace.Register();
        return workplace;
    }

    internal static (string Room, JsonObject Body) Appointment(DateTime start) => (
        Workplace.NewId(),
        new JsonObject
        {
            ["change"] = Workplace.NewId(),
            ["seen"] = null,
            ["start"] = Text(start),
            ["durationMinutes"] = 30,
            ["admission"] = "automatic",
            ["sealedDetails"] = "AQID",
            ["sealedPractitionerPasses"] = "AQID",
            ["passes"] = new JsonArray(
                Pass("code", "practitioner"), Pass("code", "patient"), Pass("link", "practitioner"),
                Pass("link", "patient")),
        });

    private static JsonObject Changed(JsonObject body, int seen, DateTime start)
    {
        var changed = body.DeepClone().AsObject();
        (changed["change"], changed["seen"], changed["start"]) = (Workplace.NewId(), seen, Text(start));
        return changed;
    }

    private static JsonObject Pass(string kind, string role) => new()
    {
        ["kind"] = kind,
        ["fingerprint"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
        ["role"] = role,
        ["sealedRoomKey"] = "AQID",
    };

    private static string Fingerprint(JsonObject body, int index) =>
        (string?)body["passes"]?[index]?["fingerprint"] ?? "";

    private static string Text(DateTime start) => start.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    internal static Task<HttpResponseMessage> Put(Workplace workplace, string room, JsonObject body) =>
        workplace.Client.PutAsJsonAsync(new Uri($"/api/appointments/{room}", UriKind.Relative), body);

    private static Task<HttpResponseMessage> Cancel(Workplace workplace, string room, int seen) =>
        workplace.Client.DeleteAsync(
            new Uri($"/api/appointments/{room}?change={Workplace.NewId()}&seen={seen}", UriKind.Relative));

    private static async Task<JsonArray> List(Workplace workplace, DateTime day)
    {
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return await workplace.Client.GetFromJsonAsync<JsonArray>($"/api/appointments/?from={text}&to={text}") ?? [];
    }
}
