using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using RedConnect.Api.Portal;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Who may register is the operator's setting.</summary>
public sealed class RegistrationTests
{
    private const string Invitation = "an invitation of ours";

    [Theory]
    [InlineData("Open", null, null)]
    [InlineData("Invitation", Invitation, null)]
    [InlineData("Invitation", "  " + Invitation + " ", null)]
    [InlineData("Invitation", "another invitation", "wrongInvitation")]
    [InlineData("Invitation", "", "wrongInvitation")]
    [InlineData("Invitation", null, "wrongInvitation")]
    [InlineData("Closed", Invitation, "registrationClosed")]
    public async Task Practices_register_as_the_operator_wants(string mode, string? invitation, string? refusal)
    {
        await using var host = new ApiHost();
        host.Settings["Registration:Mode"] = mode;
        host.Settings["Registration:Invitations:0"] = Invitation;
        await host.InitializeAsync();
        using var workplace = new Workplace(await host.Browser(), "Praxis");
        using var shown = await workplace.Get("/api/registration");
        Assert.Equal(mode, (string?)(await PortalExample.Is("registration", shown))["mode"], ignoreCase: true);
        var body = workplace.Registration();
        body["invitation"] = invitation is null ? null : JsonValue.Create(invitation);
        using var answer = await workplace.Post("/api/practices", body);
        Assert.Equal(refusal is null ? HttpStatusCode.Created : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(refusal, refusal is null ? null : await Workplace.Code(answer));
    }

    [Theory]
    [InlineData("Invitation", null)]
    [InlineData("Invitation", "too short")]
    [InlineData("Open", "too short")]
    public async Task A_setting_that_lets_nobody_or_anybody_in_is_refused_at_the_start(string mode, string? invitation)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Configuration["Registration:Mode"] = mode;
        builder.Configuration["Registration:Invitations:0"] = invitation;
        builder.Services.AddRegistration();
        await using var app = builder.Build();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("Registration:Invitations", refusal.Message, StringComparison.Ordinal);
    }
}
