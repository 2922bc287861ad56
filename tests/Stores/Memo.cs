namespace RedConnect.Tests.Stores;

/// <summary>What the tests store.</summary>
[GenerateSerializer, Alias("redconnect.tests.Memo")]
public sealed class Memo
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public ReadOnlyMemory<byte> Bytes { get; set; }
}
