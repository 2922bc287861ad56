using Azure.Data.Tables;
using RedConnect.AzureStorage.Persistence;

namespace RedConnect.Tests.AzureStorage.Persistence;

public sealed class StateRowTests
{
    private const int Each = 32 * 1024;

    [Theory]
    [InlineData(15 * Each, 0, true)]
    [InlineData((15 * Each) + 1, 0, false)]
    [InlineData(1, (15 * Each / 2) - 1, true)]
    [InlineData(0, 15 * Each / 2, true)]
    [InlineData(1, 15 * Each / 2, false)]
    public void Text_fits_into_fifteen_properties_and_no_more(int letters, int pairs, bool fits)
    {
        var text = new string('a', letters) + string.Concat(Enumerable.Repeat("🙂", pairs));
        var row = new TableEntity();
        var refusal = Record.Exception(() => StateRow.Put(row, BinaryData.FromString(text), asText: true));
        Assert.Equal(fits, refusal is null);
        Assert.True(refusal is null or ArgumentOutOfRangeException);
        Assert.Equal(fits ? text : null, StateRow.Take(row)?.ToString());
    }

    [Theory]
    [InlineData(15 * 2 * Each, true)]
    [InlineData((15 * 2 * Each) + 1, false)]
    public void Bytes_fit_into_fifteen_properties_and_no_more(int size, bool fits)
    {
        var (row, bytes) = (new TableEntity(), new byte[size]);
        var refusal = Record.Exception(() => StateRow.Put(row, BinaryData.FromBytes(bytes), asText: false));
        Assert.Equal(fits, refusal is null);
        Assert.Equal(fits ? bytes : null, StateRow.Take(row)?.ToArray());
    }
}
