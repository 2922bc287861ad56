using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace RedConnect.Tests.Load;

/// <summary>Many rooms of two.</summary>
internal sealed partial class Crowd : IAsyncDisposable
{
    private const int RoomsPerPractice = 50;

    private Crowd(IReadOnlyList<(Side One, Side Two)> rooms) => Rooms = rooms;

    public IReadOnlyList<(Side One, Side Two)> Rooms { get; }

    public IEnumerable<Side> Everybody => Rooms.SelectMany(room => new[] { room.One, room.Two });

    public static async Task<Crowd> Gather(ServerProcess server, int count)
    {
        if (server.Kind is ServerKind.Plain)
        {
            return new Crowd([.. Enumerable.Range(0, count).Select(n => ((Side)new PlainSide(server.Address, $"room{n}"), (Side)new PlainSide(server.Address, $"room{n}")))]);
        }

        var rooms = new List<(Side, Side)>();
        while (rooms.Count < count)
        {
            rooms.AddRange(await Plan(server.Address, Math.Min(RoomsPerPractice, count - rooms.Count)));
        }

        return new Crowd(rooms);
    }

    public async ValueTask DisposeAsync() => await Parallel.ForEachAsync(Everybody, async (side, _) => await side.DisposeAsync());

    /// <summary>Registers a practice over HTTP and plans rooms in it, as a portal would.</summary>
    private static async Task<IReadOnlyList<(Side, Side)>> Plan(Uri address, int count)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), CheckCertificateRevocationList = true }) { BaseAddress = address };
        await Token(client, "/arzt/registrieren");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var registration = new
        {
            practice = "load " + Id()[..12],
            user = "load",
            userId = Id(),
            sealedFullName = new byte[40],
            authKey = new byte[32],
            wrappedKeyRing = new byte[200],
            workplace = new { id = Id(), publicKey = key.ExportSubjectPublicKeyInfo(), sealedName = new byte[40] },
            sheetAuth = new byte[32],
            sheetKeyRing = new byte[200],
        };
        (await client.PostAsJsonAsync("/api/practices", registration)).EnsureSuccessStatusCode();
        await Token(client, "/arzt/videosprechstunde");
        var rooms = new List<(Side, Side)>();
        for (var n = 0; n < count; n++)
        {
            var (one, two) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
            (await client.PutAsJsonAsync($"/api/appointments/{Id()}", Appointment(one, two))).EnsureSuccessStatusCode();
            rooms.Add((new RoomSide(address, one), new RoomSide(address, two)));
        }

        return rooms;
    }

    private static object Appointment(byte[] practitioner, byte[] patient) => new
    {
        start = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            .ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        durationMinutes = 30,
        admission = "automatic",
        sealedDetails = new byte[300],
        sealedPractitionerCode = new byte[40],
        codes = new[] { Code(practitioner, "practitioner"), Code(patient, "patient") },
    };

    private static object Code(byte[] codeId, string role) =>
        new { fingerprint = Convert.ToHexStringLower(SHA256.HashData(codeId)), role, sealedRoomKey = new byte[61] };

    private static async Task Token(HttpClient client, string page)
    {
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", TokenTag().Match(await client.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value);
    }

    private static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    [GeneratedRegex("csrf-token\" content=\"([^\"]+)\"")]
    private static partial Regex TokenTag();
}
