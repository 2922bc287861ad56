using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>Rooms and people the tests begin with.</summary>
internal static class Given
{
    public const string Practice = "6f1ed002ab5595859014ebf0951522d9b0c8d2d1e5bb4bcd3d6bf3b9e9a5e4d1";
    public const string Organiser = "00000000000000000000000000000001";
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A minute after the start.</summary>
    public static readonly DateTimeOffset Now = Start.AddMinutes(1);

    public static RoomPlan Plan(Admission admission = Admission.Automatic, int capacity = 5, string room = "a") => new(
        Practice,
        Organiser,
        Start,
        [new RoomPass(Fingerprint(room, Role.Practitioner), Role.Practitioner, [1]),
            new RoomPass(Fingerprint(room, Role.Patient), Role.Patient, [2])],
        admission,
        capacity);

    public static RoomState Room(Admission admission = Admission.Automatic, int capacity = 5) =>
        RoomState.Of(Plan(admission, capacity));

    public static string Fingerprint(string room, Role role) => $"{room}-{role}".PadRight(64, '0');

    /// <summary>A page that enters: its connection is named for the seat and the instance.</summary>
    public static EnterRoom Page(string seat, Role role = Role.Patient, int instance = 1, string room = "a") => new(
        Fingerprint(room, role),
        seat,
        instance,
        [9, 9],
        $"{seat}#{instance}");

    public static RoomState With(this RoomState room, string seat, Role role = Role.Patient, int instance = 1)
    {
        var decision = room.Enter(Page(seat, role, instance), Now);
        Assert.Null(decision.Refusal);
        return decision.Next;
    }

    public static RoomState WithPractitioner(this RoomState room) => room.With("p", Role.Practitioner);

    public static Presence? PresenceOf(this RoomState room, string seat) => room.Find(seat)?.Presence.Kind;

    public static SealedSignal Signal(string from, string to, long number = 1, int fromInstance = 1, int toInstance = 1,
        int bytes = 4) =>
        new(from, fromInstance, to, toInstance, number, new byte[bytes]);

    public static ImmutableArray<string> Present(this RoomState room) =>
        [.. room.Seats.Where(s => s.Presence is SeatPresence.Present).Select(s => s.Id)];

    public static RoomState Disconnected(this RoomState room, string connection, DateTimeOffset now) =>
        room.Disconnect(connection, now).Next;

    public static RoomState After(this RoomState room, DateTimeOffset now) => room.Expire(now).Next;

    public static RoomState WithLeft(this RoomState room, string connection, DateTimeOffset now) =>
        room.Leave(connection, now).Next;
}
