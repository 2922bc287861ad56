using Azure.Data.Tables;

namespace RedConnect.Tests.AzureStorage;

[Collection("azurite")]
public sealed class OutageTests(Azurite azurite)
{
    [Fact]
    public async Task A_store_that_was_away_has_everything_that_was_written()
    {
        var table = azurite.Account().GetTableClient("OutageTests");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        await azurite.Stop();
        Assert.NotNull(await Record.ExceptionAsync(() => table.GetEntityAsync<TableEntity>("p", "r")));
        await azurite.Start();
        Assert.Equal("r", (await table.GetEntityAsync<TableEntity>("p", "r")).Value.RowKey);
    }
}
