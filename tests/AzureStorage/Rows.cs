using Azure.Data.Tables;

namespace RedConnect.Tests.AzureStorage;

/// <summary>Rows as they lie in the table.</summary>
internal static class Rows
{
    /// <summary>All that was written, without what the account adds.</summary>
    public static Dictionary<string, object> Properties(this TableEntity row) =>
        row.Where(property => property.Key is not ("odata.etag" or "Timestamp")).ToDictionary(property => property.Key, property => property.Value);
}
