using System.Globalization;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Clustering;

/// <summary>The version of the membership table, and the two rows that enclose all others, so that whoever reads several pages sees whether they belong together.</summary>
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
            row[SiloRow.Status] = "Active";
        }

        return row;
    }

    public static bool Is(TableEntity row) => row.RowKey is Key or First or Last;

    public static int Number(TableEntity row) => int.Parse(row.Text(Version), CultureInfo.InvariantCulture);

    public static TableVersion Read(TableEntity row) => new(Number(row), row.ETag.ToString());
}
