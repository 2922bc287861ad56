using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Api.Doors;
using RedConnect.Api.Portal;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Portal;

/// <summary>A host each: what one test counts must not make another wait.</summary>
public sealed class EvaluationTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Codes_are_evaluated_for_a_session_only()
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        using var anonymous = await workplace.Post("/api/codes/evaluation", PortalExample.Read("evaluation"));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        await workplace.Register();
        using var evaluated = await workplace.Post("/api/codes/evaluation", PortalExample.Read("evaluation"));
        var answer = JsonNode.Parse(await evaluated.Content.ReadAsStringAsync());
        Assert.Equal(PortalExample.Shape(PortalExample.Read("evaluation-reply")), PortalExample.Shape(answer));
        Assert.Equal(33, Convert.FromBase64String((string?)answer?["evaluated"] ?? "").Length);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("Av//////////////////////////////////////////")]
    [InlineData(null)]
    public async Task What_is_no_element_is_malformed(string? blinded)
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        await workplace.Register();
        using var answer = await workplace.Post("/api/codes/evaluation", new JsonObject { ["blinded"] = blinded });
        Assert.Equal("malformed", await Workplace.Code(answer));
    }

    [Fact]
    public async Task A_user_who_evaluates_without_end_must_wait()
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        await workplace.Register();
        string? code = null;
        for (var n = 0; n < 300 && code is null; n++)
        {
            using var answer = await workplace.Post("/api/codes/evaluation", PortalExample.Read("evaluation"));
            code = answer.IsSuccessStatusCode ? null : await Workplace.Code(answer);
        }

        Assert.Equal("throttled", code);
    }

    [Fact]
    public async Task A_user_has_no_more_evaluations_at_two_servers_than_at_one()
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        await workplace.Register();
        using var elsewhere = new AttemptLimits(
            host.Grains, host.Services.GetRequiredService<DeploymentKey>(), TimeProvider.System);
        var limits = new PlanningLimits(elsewhere);
        var session = new Session(Workplace.KeyName("Praxis"), workplace.UserId, Workplace.KeyName(workplace.User),
            workplace.Id, Roles.Administrator);
        for (var wait = TimeSpan.Zero; wait == TimeSpan.Zero;)
        {
            wait = await limits.Count(session, CancellationToken.None);
        }

        using var answer = await workplace.Post("/api/codes/evaluation", PortalExample.Read("evaluation"));
        Assert.Equal("throttled", await Workplace.Code(answer));
        Assert.InRange(answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero,
            TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_practice_whose_plans_name_codes_of_others_must_wait()
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        await workplace.Register();
        var (room, body) = AppointmentTests.Appointment(AppointmentTests.Tomorrow);
        await Put(workplace, room, body);
        for (var n = 0; n < 45; n++)
        {
            body["change"] = Workplace.NewId();
            Assert.Equal("codeTaken", await Put(workplace, Workplace.NewId(), body));
        }

        using var answer = await workplace.Post("/api/codes/evaluation", PortalExample.Read("evaluation"));
        Assert.Equal("throttled", await Workplace.Code(answer));
    }

    private static async Task<string?> Put(Workplace workplace, string room, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), null, "application/json");
        using var answer = await workplace.Client
            .PutAsync(new Uri($"/api/appointments/{room}", UriKind.Relative), content);
        return await Workplace.Code(answer);
    }
}
