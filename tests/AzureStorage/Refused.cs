using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace RedConnect.Tests.AzureStorage;

/// <summary>The answer of a busy account: a status and nothing else.</summary>
internal sealed class Refused(int status, string request) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "Server Busy";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = request;

    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = null;
        return false;
    }

    protected override bool ContainsHeader(string name) => false;

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];
}
