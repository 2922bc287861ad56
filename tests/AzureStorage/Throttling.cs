using Azure.Core;
using Azure.Core.Pipeline;

namespace RedConnect.Tests.AzureStorage;

/// <summary>An account that refuses the next so many requests, as Azure does when it is asked too much.</summary>
internal sealed class Throttling : HttpClientTransport
{
    private int refusals;

    public int Status { get; set; } = 503;

    public void Refuse(int requests) => Interlocked.Exchange(ref refusals, requests);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await base.ProcessAsync(message);
        if (Interlocked.Decrement(ref refusals) >= 0)
        {
            message.Response = new Refused(Status, message.Request.ClientRequestId);
        }
    }
}
