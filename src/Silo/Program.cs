using RedConnect.Hosting;
using RedConnect.Silo;
using RedConnect.Silo.Sqlite;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddRedConnectSilo(embedded: false);
    builder.AddHealth();
    builder.AddTelemetry();

    var app = builder.Build();
    app.MapHealth();
    app.MapTelemetry();
    app.MapRedConnectSilo();
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StoreInUseException or StoreTooNewException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 3;
}
