namespace RedConnect.Tests.Browser.Scene.Lying;

/// <summary>What a server does that sits between two pages and has put its own keys in their hellos.</summary>
public enum Lie
{
    /// <summary>Changes nothing but the keys, and reads along.</summary>
    ReadsAlong,

    /// <summary>Puts another certificate in the descriptions.</summary>
    SwapsTheFingerprint,

    /// <summary>Puts a second certificate beside the true one.</summary>
    AddsAFingerprint,

    /// <summary>Puts another certificate in descriptions and hellos.</summary>
    SwapsTheCertificate,

    /// <summary>Reveals another nonce than it was committed to: one that makes both numbers alike.</summary>
    Grinds,

    /// <summary>Shows hellos of another instance.</summary>
    ReplaysHellos,
}
