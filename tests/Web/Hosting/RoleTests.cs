using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using RedConnect.Hosting;
using RedConnect.Tests.Machine;
using RedConnect.Web.Hosting;

namespace RedConnect.Tests.Web.Hosting;

public sealed class RoleTests : IDisposable
{
    private const string ApiAddress = "http://127.0.0.1:1";
    private const string Page = "/arzt";
    private const string Script = "/js/room.js";
    private const string Portal = "/api/session";
    private const string Hub = "/hubs/room?v=2&id=unknown";
    private const string Metrics = "/operator/metrics";
    private const string Dashboard = "/operator/dashboard/";
    private const HttpStatusCode None = HttpStatusCode.NotFound;
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode SignedOut = HttpStatusCode.Unauthorized;
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData(null, "silo, api, web", true)]
    [InlineData("", "silo, api, web", true)]
    [InlineData("web,silo , API", "silo, api, web", true)]
    [InlineData("silo", "silo", false)]
    [InlineData("Api", "api", false)]
    [InlineData("api,web", "api, web", false)]
    public void A_process_has_the_roles_it_is_given_and_all_without_any(string? setting, string roles, bool all)
    {
        var read = Read(setting);
        Assert.Equal((roles, all, false), (read.ToString(), read.All, read.Forwards));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("silo,web")]
    public void Pages_without_the_api_role_forward_to_the_given_addresses(string setting)
    {
        Assert.True(Read(setting, ApiAddress).Forwards);
        Assert.Contains("Api__Addresses__0", Refusal(setting), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silo,db", null, "'db'")]
    [InlineData("all", null, "silo, api and web")]
    [InlineData("7", null, "'7'")]
    [InlineData(null, ApiAddress, "remove Api__Addresses")]
    [InlineData("api,web", ApiAddress, "remove Api__Addresses")]
    public void Roles_that_are_unknown_or_contradict_other_settings_are_refused_in_words(
        string? setting, string? address, string message) =>
        Assert.Contains(message, Refusal(setting, address), StringComparison.Ordinal);

    [Fact]
    public async Task A_refused_process_ends_with_code_3_and_the_sentence_alone()
    {
        var (code, message) = await RunningProgram.Refuses(("Roles", "web"));
        Assert.Equal((3, Refusal("web")), (code, message));
    }

    [Fact]
    public async Task Three_processes_of_one_role_each_serve_what_their_role_needs_and_nothing_else()
    {
        (string, string)[] settings =
        [
            ("Store__Path", store.Path),
            ("Cluster__GatewayPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
            ("Operator__Secret", "a-secret-of-forty-characters-or-a-few-more"),
            ("Operator__Dashboard", "true"),
        ];
        await using var silo = await RunningProgram.Start([.. settings, ("Roles", "silo")]);
        await using var api = await RunningProgram.Start([.. settings, ("Roles", "api")]);
        await using var web = await RunningProgram.Start(
            [.. settings, ("Roles", "web"), ("Api__Addresses__0", api.Address.ToString())]);
        await Serves(silo, (Page, None), (Script, None), (Portal, None), (Metrics, SignedOut), (Dashboard, SignedOut));
        await Serves(api, (Page, None), (Script, None), (Portal, SignedOut), (Metrics, SignedOut), (Dashboard, None));
        await Serves(web, (Page, Ok), (Script, Ok), (Portal, SignedOut), (Metrics, SignedOut), (Dashboard, None));
        Assert.Empty(await Body(silo, Hub));
        Assert.Equal("No Connection with that ID", await Body(api, Hub));
        Assert.Equal("No Connection with that ID", await Body(web, Hub));
    }

    private static Roles Read(string? setting, string? address = null)
    {
        var settings = new ConfigurationManager { ["Roles"] = setting };
        if (address is not null)
        {
            settings["Api:Addresses:0"] = address;
        }

        return Roles.Read(settings);
    }

    private static string Refusal(string? setting, string? address = null) =>
        Assert.Throws<StartRefusedException>(() => Read(setting, address)).Message;

    private static async Task Serves(RunningProgram program, params (string Path, HttpStatusCode Status)[] answers)
    {
        foreach (var expected in answers.Append(("/health/live", HttpStatusCode.OK)))
        {
            using var answer = await Get(program, expected.Item1);
            Assert.Equal(expected, (expected.Item1, answer.StatusCode));
        }
    }

    private static async Task<string> Body(RunningProgram program, string path)
    {
        using var answer = await Get(program, path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> Get(RunningProgram program, string path) =>
        program.Client.GetAsync(new Uri(path, UriKind.Relative));
}
