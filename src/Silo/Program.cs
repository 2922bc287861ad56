using RedConnect.Silo;
using RedConnect.Silo.Sqlite;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddRedConnectSilo(builder.Configuration.GetValue("Cluster:GatewayPort", 30000));
    var app = builder.Build();
    app.MapGet("/health/live", () => Results.Ok());
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StoreInUseException or StoreTooNewException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 3;
}
