using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Clustering;

/// <summary>A silo in the membership table: partition <c>{cluster}</c>, row <c>{address}-{port}-{generation}</c>; every property is text.</summary>
internal static class SiloRow
{
    public const string Status = "Status";
    public const string ProxyPort = "ProxyPort";
    private const string SignOfLife = "IAmAliveTime";
    private const string RowEtag = "odata.etag";
    private const char Separator = '|';

    public static string Key(SiloAddress silo) =>
        TableText.Key(string.Create(CultureInfo.InvariantCulture, $"{silo.Endpoint.Address}-{silo.Endpoint.Port}-{silo.Generation}"));

    public static TableEntity Of(string cluster, MembershipEntry silo)
    {
        var suspects = silo.SuspectTimes ?? [];
        return new TableEntity(cluster, Key(silo.SiloAddress))
        {
            ["DeploymentId"] = cluster,
            ["Address"] = silo.SiloAddress.Endpoint.Address.ToString(),
            ["Port"] = Text(silo.SiloAddress.Endpoint.Port),
            ["Generation"] = Text(silo.SiloAddress.Generation),
            ["HostName"] = silo.HostName,
            [Status] = silo.Status.ToString(),
            [ProxyPort] = Text(silo.ProxyPort),
            ["RoleName"] = silo.RoleName,
            ["SiloName"] = silo.SiloName,
            ["InstanceName"] = silo.SiloName,
            ["UpdateZone"] = Text(silo.UpdateZone),
            ["FaultZone"] = Text(silo.FaultZone),
            ["SuspectingSilos"] = string.Join(Separator, suspects.Select(s => s.Item1.ToParsableString())),
            ["SuspectingTimes"] = string.Join(Separator, suspects.Select(s => TableText.Time(s.Item2))),
            ["StartTime"] = TableText.Time(silo.StartTime),
            [SignOfLife] = TableText.Time(silo.IAmAliveTime),
        };
    }

    /// <summary>Only what a silo says to show that it lives.</summary>
    public static TableEntity Alive(string cluster, MembershipEntry silo) =>
        new(cluster, Key(silo.SiloAddress)) { [SignOfLife] = TableText.Time(silo.IAmAliveTime) };

    /// <summary>Tells whether a silo is what it was when it was read, whatever signs of life it gave since: the row's own etag changes with each of them.</summary>
    public static string Token(TableEntity row)
    {
        var said = row.Keys.Where(key => row[key] is string && key is not (SignOfLife or RowEtag)).Order(StringComparer.Ordinal).Select(key => $"{key}={row.Text(key)}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))));
    }

    /// <summary>Whether this sign of life is younger than the other.</summary>
    public static bool IsLater(this TableEntity row, TableEntity other) => Time(row, SignOfLife) > Time(other, SignOfLife);

    /// <summary>This row with the other's sign of life, when that is the younger one.</summary>
    public static TableEntity NotBefore(this TableEntity row, TableEntity other)
    {
        if (other.IsLater(row))
        {
            row[SignOfLife] = other[SignOfLife];
        }

        return row;
    }

    public static MembershipEntry Read(TableEntity row) => new()
    {
        SiloAddress = Address(row, "Port"),
        HostName = row.Text("HostName"),
        Status = Enum.Parse<SiloStatus>(row.Text(Status)),
        ProxyPort = Number(row, ProxyPort),
        RoleName = row.Text("RoleName"),
        SiloName = row.Text(row.ContainsKey("SiloName") ? "SiloName" : "InstanceName"),
        UpdateZone = Number(row, "UpdateZone"),
        FaultZone = Number(row, "FaultZone"),
        SuspectTimes = Parts(row, "SuspectingSilos").Zip(Parts(row, "SuspectingTimes")).Select(Suspect).ToList() is { Count: > 0 } suspects ? suspects : null,
        StartTime = Time(row, "StartTime"),
        IAmAliveTime = Time(row, SignOfLife),
    };

    public static Uri Gateway(TableEntity row) => Address(row, ProxyPort).ToGatewayUri();

    private static SiloAddress Address(TableEntity row, string port) =>
        SiloAddress.New(new IPEndPoint(IPAddress.Parse(row.Text("Address")), Number(row, port)), Number(row, "Generation"));

    private static Tuple<SiloAddress, DateTime> Suspect((string Silo, string Time) text) =>
        Tuple.Create(SiloAddress.FromParsableString(text.Silo), TableText.Time(text.Time));

    /// <summary>A row may be without: then it was never.</summary>
    private static DateTime Time(TableEntity row, string property) => row.Text(property) is { Length: > 0 } text ? TableText.Time(text) : default;

    private static string[] Parts(TableEntity row, string property) => row.Text(property).Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    private static int Number(TableEntity row, string property) =>
        int.TryParse(row.Text(property), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
