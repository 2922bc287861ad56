using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>Every cell of the tables in docs/room-states.md.</summary>
public sealed class RoomTableTests
{
    private const string Seat = "s";

    public static TheoryData<string, string, string> Seats => StateTable.Cells("room-states.md", 1);

    public static TheoryData<string, string, string> Doors => StateTable.Cells("room-states.md", 2);

    public static TheoryData<string, string, string> Admissions => StateTable.Cells("room-states.md", 3);

    [Theory]
    [MemberData(nameof(Seats))]
    public void A_seat_answers_every_event_in_every_state(string happening, string state, string answer)
    {
        var before = SeatIn(state);
        var (after, refusal) = HappensToSeat(happening, before);
        Assert.Equal(answer, refusal is not null ? Refused(refusal) : ReferenceEquals(before, after)
            || Seen(before) == Seen(after) ? Unchanged(answer, after) : Seen(after));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_door_answers_everybody_in_every_state(string happening, string state, string answer)
    {
        var (room, now) = DoorThatIs(state, happening);
        if (happening.StartsWith("knock", StringComparison.Ordinal))
        {
            var pass = Given.Fingerprint(happening == "knock" ? "a" : "b", Role.Patient);
            var knock = room.Knock("a", pass, now);
            Assert.Equal(answer, knock.Refusal is null ? "door" : Refused(knock.Refusal));
            return;
        }

        var entry = room.Enter(
            happening switch
            {
                "a practitioner enters" => Given.Page("new", Role.Practitioner),
                "another patient enters" => Given.Page("new"),
                _ => Given.Page(Seat, instance: 2),
            },
            now);
        Assert.Equal(answer, entry.Refusal is null ? "enters" : Refused(entry.Refusal));
    }

    [Theory]
    [MemberData(nameof(Admissions))]
    public void Admission_and_signals_follow_the_table(string happening, string state, string answer)
    {
        var before = AdmissionThatIs(state);
        if (happening.StartsWith("it signals", StringComparison.Ordinal))
        {
            Assert.Equal(answer, before.ReceiverOf($"{Seat}#1", SignalThat(happening)) is not null ? "relayed"
                : "dropped");
            return;
        }

        var after = happening switch
        {
            "the practitioner admits it" => before.Admit("p#1", Seat).Next,
            "another patient admits it" => before.With("other").Admit("other#1", Seat).Next,
            "the practitioner sends it out" => before.SendOut("p#1", Seat, Given.Now).Next,
            "another patient sends it out" => before.With("other").SendOut("other#1", Seat, Given.Now).Next,
            "the practice makes admission automatic" => before.Replan(Given.Plan()).Next,
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
        };
        Assert.Equal(answer, Seen(before) == Seen(after) ? Unchanged(answer, after) : Seen(after));
    }

    /// <summary>Where the table says "–" nothing changed; where it repeats the state, nothing about this seat
    /// did.</summary>
    private static string Unchanged(string answer, RoomState after) => answer == "–" ? "–" : Seen(after);

    private static string Seen(RoomState room) => room.PresenceOf(Seat) switch
    {
        null => "none",
        Presence.Waiting => "waiting",
        Presence.Present => "present",
        Presence.Reconnecting => "reconnecting",
        Presence.Left => "left",
        Presence.Away => "away",
        _ => "?",
    };

    private static string Refused(Refusal refusal)
    {
        var reason = refusal.Reason.ToString();
        return $"refused: {char.ToLowerInvariant(reason[0])}{reason[1..]}";
    }

    private static RoomState SeatIn(string state) => state switch
    {
        "none" => Given.Room().WithPractitioner(),
        "waiting" => Given.Room().With(Seat, instance: 2),
        "present" => Given.Room().WithPractitioner().With(Seat, instance: 2),
        "reconnecting" => SeatIn("present").Disconnected($"{Seat}#2", Given.Now),
        "away" => SeatIn("reconnecting").After(Given.Now.AddSeconds(15)),
        "left" => SeatIn("present").WithLeft($"{Seat}#2", Given.Now),
        "sent out" => SeatIn("present").SendOut("p#1", Seat, Given.Now).Next,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not in the table."),
    };

    private static (RoomState After, Refusal? Refusal) HappensToSeat(string happening, RoomState room)
    {
        if (PageThat(happening) is { } page)
        {
            var entry = room.Enter(page, Given.Now);
            return (entry.Next, entry.Refusal);
        }

        return (happening switch
        {
            "its connection breaks" => room.Disconnected($"{Seat}#2", Given.Now),
            "14 s pass" => room.After(Given.Now.AddSeconds(14)),
            "15 s pass" => room.After(Given.Now.AddSeconds(15)),
            "it says goodbye" => room.WithLeft($"{Seat}#2", Given.Now),
            "it is admitted" => room.Admit("p#1", Seat).Next,
            "the practitioner sends it out" => room.SendOut("p#1", Seat, Given.Now).Next,
            "another patient sends it out" => room.SendOut($"{Seat}#2", Seat, Given.Now).Next,
            "the practitioner says goodbye" => room.WithLeft("p#1", Given.Now),
            _ => HappensToRoom(happening, room),
        }, null);
    }

    private static RoomState HappensToRoom(string happening, RoomState room) => happening switch
    {
        "the practitioner's connection breaks" => room.Disconnected("p#1", Given.Now),
        "the practice cancels" => room.Cancel().Next,
        "the room is activated again" =>
            StoredRoom.Of(room).Activate(Given.Now) ?? throw new InvalidOperationException("There is no room."),
        _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
    };

    private static EnterRoom? PageThat(string happening) => happening switch
    {
        "its page enters" => Given.Page(Seat, instance: 2),
        "a newer page enters" => Given.Page(Seat, instance: 3),
        "an older page enters" => Given.Page(Seat, instance: 1),
        "another page enters as the same instance" =>
            Given.Page(Seat, instance: 2) with { SealedHello = [8, 8], Connection = "another" },
        "a page with the other side's pass enters" => Given.Page(Seat, Role.Practitioner, instance: 2),
        "a page with an unknown pass enters" => Given.Page(Seat, instance: 2, room: "b"),
        "a page without a pass enters" => Given.Page(Seat, instance: 2) with { Fingerprint = null },
        _ => null,
    };

    private static (RoomState Room, DateTimeOffset Now) DoorThatIs(string state, string happening)
    {
        var room = Given.Room(capacity: 2).With(Seat);
        room = happening switch
        {
            "a left seat enters" => room.WithLeft($"{Seat}#1", Given.Now),
            "an away seat enters" => room.Disconnected($"{Seat}#1", Given.Now).After(Given.Now.AddSeconds(15)),
            "a seat that was sent out enters" => room.WithPractitioner().SendOut("p#1", Seat, Given.Now).Next
                .WithLeft("p#1", Given.Now),
            _ => room.Disconnected($"{Seat}#1", Given.Now),
        };
        return state switch
        {
            "too early" => (room, Given.Start.AddSeconds(-1)),
            "open" => (room, Given.Now),
            "full" =>
                (happening is "a left seat enters" or "an away seat enters" ? room.WithPractitioner().With("t")
                : room.WithPractitioner(), Given.Now),
            "expired" => (room, Given.Start.AddHours(24)),
            "cancelled" => (room.Cancel().Next, Given.Now),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not in the table."),
        };
    }

    private static RoomState AdmissionThatIs(string state)
    {
        var alone = Given.Room(Admission.ByPractitioner).With(Seat);
        return state switch
        {
            "waiting alone" => alone,
            "not admitted" => alone.WithPractitioner(),
            "admitted" => alone.WithPractitioner().Admit("p#1", Seat).Next,
            "admitted, practitioner reconnecting" => AdmissionThatIs("admitted").Disconnected("p#1", Given.Now),
            "admitted, practitioner away" =>
                AdmissionThatIs("admitted, practitioner reconnecting").After(Given.Now.AddSeconds(15)),
            "admitted, practitioner left" => AdmissionThatIs("admitted").WithLeft("p#1", Given.Now),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not in the table."),
        };
    }

    private static SealedSignal SignalThat(string happening) => happening switch
    {
        "it signals" => Given.Signal(Seat, "p"),
        "it signals in another's name" => Given.Signal("other", "p"),
        "it signals to an older instance" => Given.Signal(Seat, "p", toInstance: 0),
        _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
    };
}
