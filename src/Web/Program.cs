using RedConnect.Hosting;
using RedConnect.Silo.Sqlite;
using RedConnect.Web.Hosting;
using RedConnect.Web.Texts;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddForwardedAddresses();
    builder.AddHealth();
    builder.AddServers();
    builder.AddTelemetry();
    builder.AddTexts();
    builder.AddPages();

    var app = builder.Build();
    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    app.UseErrorPages();
    app.MapHealth();
    app.MapTelemetry();
    app.MapServers();
    app.MapPages();
    app.UseDefaultAddress();
    app.AnnounceAddress();
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StoreInUseException or StoreTooNewException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 3;
}
