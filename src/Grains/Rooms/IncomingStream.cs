using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>How far one sender's instance has got, and how far its receiver says to have followed.</summary>
[GenerateSerializer, Alias("redconnect.IncomingStream")]
internal sealed class IncomingStream(string from, int instance)
{
    [Id(0)]
    public string From { get; } = from;

    [Id(1)]
    public int Instance { get; } = instance;

    /// <summary>The highest number relayed.</summary>
    [Id(2)]
    public long Highest { get; set; }

    /// <summary>Everything up to here has arrived.</summary>
    [Id(3)]
    public long Acknowledged { get; set; }

    public bool Brings(SealedSignal signal) => signal.FromInstance == Instance && signal.From == From;
}
