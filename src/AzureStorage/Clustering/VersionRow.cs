using System.Globalization;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Clustering;

/// <summary>The version of the membership table, and the two rows that enclose all others, so that whoever reads sees whether all belongs together: pages are read one after the other.</summary>
internal static class VersionRow
{
    public const string Key = "VersionRow";
    public const string First = "!Start";
    public const string Last = "~End";
    private const string Version = "MembershipVersion";

    public static TableEntity Of(string cluster, int version, string key = Key)
    {
        var row = new TableEntity(cluster, key) { ["DeploymentId"] = cluster, [Version] = version.ToString(CultureInfo.InvariantCulture) };
        if (key != Key)
        {
            row[SiloRow.Status] = nameof(SiloStatus.Active);
        }

        return row;
    }

    public static bool Is(TableEntity row) => row.RowKey is Key or First or Last;

    public static TableVersion Read(TableEntity row) => new(Number(row), row.ETag.ToString());

    public static string? Text(List<TableEntity> rows, string key) => rows.Find(row => row.RowKey == key)?.Text(Version);

    /// <summary>
    /// No change came between the first row and the last. Silos of older versions of Orleans write no enclosing rows, or leave them behind: what cannot be
    /// told then is taken for granted, for the cluster must go on.
    /// </summary>
    public static bool AreOfOneMoment(List<TableEntity> rows)
    {
        var (first, version, last) = (Find(rows, First), Find(rows, Key), Find(rows, Last));
        return first == last ? !(first > version) : first < version && last < version;
    }

    private static int? Find(List<TableEntity> rows, string key) => rows.Find(row => row.RowKey == key) is { } row ? Number(row) : null;

    private static int Number(TableEntity row) => int.Parse(row.Text(Version), CultureInfo.InvariantCulture);
}
