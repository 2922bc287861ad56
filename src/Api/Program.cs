using RedConnect.Api;
using RedConnect.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddForwardedAddresses();
builder.AddHealth();
builder.AddRedConnectApi();

var app = builder.Build();
app.UseForwardedHeaders();
app.MapHealth();
app.MapRedConnectApi();
await app.RunAsync();
