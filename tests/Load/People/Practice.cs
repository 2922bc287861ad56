using System.Globalization;
using System.Security.Cryptography;

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
        using var client = new PortalClient(address);
        var name = "load " + PortalClient.Id()[..12];
        await client.Token();
        (await client.Register(name)).EnsureSuccessStatusCode();
        (await client.SignIn(name)).EnsureSuccessStatusCode();
        await client.Token();
        var rooms = new List<PlannedRoom>();
        for (var n = 0; n < count; n++)
        {
            var room = new PlannedRoom(
                PortalClient.KeyName(name), PortalClient.Id(), RandomNumberGenerator.GetBytes(32),
                RandomNumberGenerator.GetBytes(32));
            await Put(client, room);
            rooms.Add(room);
        }

        return rooms;
    }

    /// <summary>Planning may be repeated, and a cluster that has just started, on a machine that is busy, may need
    /// it.</summary>
    private static async Task Put(PortalClient client, PlannedRoom room)
    {
        var appointment = Appointment(room);
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            if ((await client.Plan(room.Room, appointment)).IsSuccessStatusCode)
            {
                return;
            }
        }

        (await client.Plan(room.Room, appointment)).EnsureSuccessStatusCode();
    }

    private static object Appointment(PlannedRoom room) => new
    {
        change = PortalClient.Id(),
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
}
