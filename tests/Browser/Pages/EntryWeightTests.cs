using System.Collections.Concurrent;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

[Collection("pages")]
public sealed class EntryWeightTests(Stage stage)
{
    private const int MostScript = 80_000;
    private const int MostStyle = 30_000;

    [Fact]
    public async Task Up_to_the_waiting_room_little_is_loaded_and_all_of_it_from_this_server()
    {
        var codes = await stage.Practice.Plan("Leicht Gepäck");
        var page = await stage.Patient.NewPage();
        var requests = new ConcurrentQueue<IRequest>();
        page.RequestFinished += (_, request) => requests.Enqueue(request);
        var room = new RoomPage(page);
        await room.Open(codes.Patient, "Leicht Gepäck");
        await room.State("waiting");

        Assert.All(requests, request => Assert.Equal(stage.Server.Address.Authority, new Uri(request.Url).Authority));
        Assert.Contains(requests, request => request.Url.Contains("argon2-worker", StringComparison.Ordinal));
        Assert.InRange(await Weight(requests, ".js"), 1, MostScript);
        Assert.InRange(await Weight(requests, ".css"), 1, MostStyle);
        await page.Context.CloseAsync();
    }

    /// <summary>Bytes sent, with gzip as a build serves it; a published program has brotli, which is smaller.</summary>
    private static async Task<int> Weight(IEnumerable<IRequest> requests, string kind)
    {
        var sizes = await Task.WhenAll(requests
            .Where(request => new Uri(request.Url).AbsolutePath.EndsWith(kind, StringComparison.Ordinal))
            .Select(request => request.SizesAsync()));
        return sizes.Sum(size => size.ResponseBodySize);
    }
}
