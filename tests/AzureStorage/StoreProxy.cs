using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace RedConnect.Tests.AzureStorage;

/// <summary>A proxy between a deployment and Azurite that makes requests to one table fail as Azure's do.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    // Azurite's published development key.
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly WebApplication app;
    private readonly Azurite azurite;
    private volatile Outage? outage;

    private StoreProxy(WebApplication app, Azurite azurite)
    {
        (this.app, this.azurite) = (app, azurite);
        app.Map("/{**rest}", Answer);
    }

    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + $"AccountKey={Key};TableEndpoint={app.Urls.Single()}/devstoreaccount1;";

    public static async Task<StoreProxy> Start(Azurite azurite)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        var proxy = new StoreProxy(builder.Build(), azurite);
        proxy.app.Urls.Add("http://127.0.0.1:0");
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <summary>The rows of a table.</summary>
    public TableClient Table(string name) => new TableServiceClient(ConnectionString).GetTableClient(name);

    /// <summary>Makes the next requests to tables whose names begin with a text fail: <paramref name="count"/> of them,
    /// or all.</summary>
    public Outage Fail(string table, Fault fault, int count = int.MaxValue) => outage = new Outage(table, fault, count);

    public void Recover() => outage = null;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
        await azurite.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var fault = outage?.Next(context.Request.Path) ?? Fault.None;
        if (fault is Fault.Throttled or Fault.Busy)
        {
            context.Response.StatusCode =
                fault is Fault.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
            return;
        }

        if (fault is Fault.AnswerLost)
        {
            context.Response.Body = Stream.Null;
        }

        if (fault is not Fault.Unreachable)
        {
            var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
            await forwarder.SendAsync(context, azurite.Address.ToString(), http);
        }

        if (fault is Fault.Unreachable or Fault.AnswerLost)
        {
            context.Abort();
        }
    }
}
