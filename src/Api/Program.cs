using RedConnect.Api;
using RedConnect.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddForwardedAddresses();
builder.AddHealth();
builder.AddRedConnectApi();
builder.AddTelemetry();

var app = builder.Build();
app.UseForwardedHeaders();
app.MapHealth();
app.MapTelemetry();
app.MapRedConnectApi();
await app.RunAsync();
