using Azure.Core;
using Azure.Core.Pipeline;

namespace RedConnect.Tests.AzureStorage;

/// <summary>A way to the account on which the next so many requests fail, as in Azure when it is asked too much.</summary>
internal sealed class Faults : HttpClientTransport
{
    private int refusals;
    private int requests;

    /// <summary>What is answered.</summary>
    public int Status { get; set; } = 503;

    /// <summary>The account does what it is asked and refuses nevertheless: its answer was lost on the way.</summary>
    public bool CarriedOut { get; set; }

    /// <summary>What happens before a request goes out.</summary>
    public Func<Uri, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many were made.</summary>
    public int Requests => Volatile.Read(ref requests);

    public void Refuse(int next) => Interlocked.Exchange(ref refusals, next);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        Interlocked.Increment(ref requests);
        await Before(message.Request.Uri.ToUri());
        var refused = Interlocked.Decrement(ref refusals) >= 0;
        if (!refused || CarriedOut)
        {
            await base.ProcessAsync(message);
        }

        message.Response = refused ? new Refused(Status, message.Request.ClientRequestId) : message.Response;
    }
}
