namespace RedConnect.Tests.Browser.Scene.Lying;

/// <summary>One instance of a seat, as a page names itself to the others.</summary>
internal sealed record Page(string Seat, string Instance, byte[] PublicKey, byte[] Fingerprint, byte[] Name)
{
    private const int Point = 65;
    private const int Sha256 = 32;

    public byte[] Hello => [.. PublicKey, .. Fingerprint, .. Name];

    public string[] Place => [Seat, Instance];

    public string[] KeyEnd => [.. Place, Convert.ToHexStringLower(PublicKey)];

    public string[] End => [.. KeyEnd, Convert.ToHexStringLower(Fingerprint)];

    public static Page Of(string seat, string instance, byte[] hello) => new(
        seat, instance, hello[..Point], hello[Point..(Point + Sha256)], hello[(Point + Sha256)..]);
}
