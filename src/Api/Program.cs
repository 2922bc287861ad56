using RedConnect.Api;

var builder = WebApplication.CreateBuilder(args);
builder.UseOrleansClient(client => client.UseLocalhostClustering(builder.Configuration.GetValue("Cluster:GatewayPort", 30000), serviceId: "redconnect", clusterId: "embedded"));
builder.Services.AddSingleton(TimeProvider.System);
builder.AddRedConnectApi();

var app = builder.Build();
app.MapGet("/health/live", () => Results.Ok());
app.MapRedConnectApi();
await app.RunAsync();
