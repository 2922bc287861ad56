using Microsoft.Extensions.Options;
using RedConnect.Api;
using RedConnect.Hosting;
using RedConnect.Web.Hosting;
using RedConnect.Web.Texts;

try
{
    var builder = WebApplication.CreateBuilder(Start.Options(args));
    var roles = Roles.Read(builder.Configuration);
    builder.AddLogScrubbing();
    builder.AddForwardedAddresses();
    builder.AddHealth();

    // Before whatever brings data protection along: its keys are in the grains, which start in this order.
    builder.AddRoles(roles);
    builder.AddOperator();
    builder.AddTelemetry(roles.ServiceName);
    builder.AddLoadShedding();

    var app = builder.Build();
    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    if (roles.Web)
    {
        app.UseEncodedLinks();
        app.UseLanguages();
        app.UseErrorPages();
    }

    if (roles.Api)
    {
        app.UseRedConnectApi();
    }

    app.UseRouting();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseAuthorization();

    app.MapHealth();
    app.MapTelemetry();
    app.MapRoles(roles);
    app.ListenByDefault();
    app.AnnounceAddress(roles);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StartRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 3;
}
