using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Load.People;

/// <summary>A planned room of ours: whose it is, and what its two people enter with.</summary>
internal sealed record PlannedRoom(string Practice, string Room, byte[] Practitioner, byte[] Patient)
{
    public Room Between(Uri first, Uri second) =>
        new(new RoomSide(first, Room, Practitioner), new RoomSide(second, Room, Patient));
}

/// <summary>A practice that registers over HTTP and plans rooms, as a portal would.</summary>
internal static class Practice
{
    private const string User = "load";

    /// <summary>So few practices that the limit on registrations does not matter.</summary>
    private const int RoomsOfOne = 200;
    private const int Attempts = 5;

    public static async Task<IReadOnlyList<PlannedRoom>> PlanAll(Uri address, int count)
    {
        var rooms = new List<PlannedRoom>();
        while (rooms.Count < count)
        {
            rooms.AddRange(await Plan(address, Math.Min(RoomsOfOne, count - rooms.Count)));
        }

        return rooms;
    }

    private static async Task<IReadOnlyList<PlannedRoom>> Plan(Uri address, int count)
    {
        using var client =
            new HttpClient(
            new HttpClientHandler { CookieContainer = new CookieContainer(),
            CheckCertificateRevocationList = true }) { BaseAddress = address };
        var name = "load " + Id()[..12];
        await Register(client, name);
        await Token(client);
        var rooms = new List<PlannedRoom>();
        for (var n = 0; n < count; n++)
        {
            var room = new PlannedRoom(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))), Id(),
                    RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
            await Put(client, room);
            rooms.Add(room);
        }

        return rooms;
    }

    private static async Task Register(HttpClient client, string name)
    {
        await Token(client);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var workplace = Id();
        var registration = new
        {
            practice = name,
            user = User,
            userId = Id(),
            sealedFullName = new byte[40],
            sealedCard = new byte[200],
            credentials = new
            {
                authKey = new byte[32], wrappedKeyRing = new byte[900], sealedNamingKey = new byte[61],
            },
            workplace = new { id = workplace, publicKey = key.ExportSubjectPublicKeyInfo(), sealedName = new byte[40] },
            sheet = new { auth = new byte[32], keyRing = new byte[900], sealedCard = new byte[94] },
        };
        (await client.PostAsJsonAsync("/api/practices", registration)).EnsureSuccessStatusCode();
        await SignIn(client, name, workplace, key);
    }

    private static async Task SignIn(HttpClient client, string name, string workplace, ECDsa key)
    {
        using var answer = await client.PostAsJsonAsync("/api/session/challenge", new { practice = name });
        var challenge = (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())?["challenge"];
        var message = string.Join('\u001f', "rc2", "login", KeyName(name), KeyName(User), challenge);
        var signature = key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256);
        (await client.PostAsJsonAsync("/api/session",
            new { practice = name, user = User, authKey = new byte[32], workplace, challenge, signature }))
            .EnsureSuccessStatusCode();
    }

    private static string KeyName(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>Planning may be repeated, and a cluster that has just started, on a machine that is busy, may need
    /// it.</summary>
    private static async Task Put(HttpClient client, PlannedRoom room)
    {
        var appointment = Appointment(room);
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            if ((await client.PutAsJsonAsync($"/api/appointments/{room.Room}", appointment)).IsSuccessStatusCode)
            {
                return;
            }
        }

        (await client.PutAsJsonAsync($"/api/appointments/{room.Room}", appointment)).EnsureSuccessStatusCode();
    }

    private static object Appointment(PlannedRoom room) => new
    {
        change = Id(),
        start = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddMinutes(-5),
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            .ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        durationMinutes = 30,
        admission = "automatic",
        sealedDetails = new byte[300],
        sealedPractitionerPasses = new byte[40],
        passes = new[]
        {
            Pass("link", room.Practitioner, "practitioner"),
            Pass("link", room.Patient, "patient"),
            Pass("code", RandomNumberGenerator.GetBytes(32), "practitioner"),
            Pass("code", RandomNumberGenerator.GetBytes(32), "patient"),
        },
    };

    private static object Pass(string kind, byte[] passId, string role) => new
    {
        kind,
        role,
        fingerprint = Convert.ToHexStringLower(SHA256.HashData(passId)),
        sealedRoomKey = new byte[61],
    };

    private static async Task Token(HttpClient client)
    {
        var answer = await client.GetFromJsonAsync<JsonObject>("/api/session/token");
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string?)answer?["token"]);
    }

    private static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
