using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Calendar;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Calendar;

/// <summary>
/// A practice of its own in the tests' cluster. Days are counted from today; every appointment starts at ten.
/// </summary>
internal sealed class Practice(Cluster cluster)
{
    public const string Colleague = "00000000000000000000000000000002";

    public string Key { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public DateOnly Today { get; } = GermanTime.Day(cluster.Time.GetUtcNow());

    public ICalendarGrain Calendar => cluster.Grains.GetGrain<ICalendarGrain>(Key);

    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public IRoomGrain Room(string room) => cluster.Grains.GetGrain<IRoomGrain>(room);

    public ICalendarDayGrain Day(int day) => cluster.Grains.GetGrain<ICalendarDayGrain>(DayKey(day));

    public string DayKey(int day) => $"{Key}-{Today.AddDays(day):yyyyMMdd}";

    public static Act Act(long seen = 0, string user = Given.Organiser) => new(NewId(), user, seen);

    /// <param name="codes">Names the pair of codes; the room's own when null.</param>
    public PlanAppointment Command(string room, int day, Act act, string? codes = null, int bytes = 1) =>
        new(room, act, Content(day, bytes), Codes(codes ?? room));

    public AppointmentContent Content(int day, int bytes = 1)
    {
        var wall = Today.AddDays(day).ToDateTime(new TimeOnly(10, 0));
        return new(wall, false, GermanTime.At(wall).Instant, 30, Admission.Automatic, [.. new byte[bytes]], [2]);
    }

    public static ImmutableArray<RoomPass> Codes(string name) =>
    [
        new(Given.Fingerprint(name, Role.Practitioner), Role.Practitioner, [1]),
        new(Given.Fingerprint(name, Role.Patient), Role.Patient, [2]),
    ];

    public Task<CalendarAnswer> Plan(string room, int day, long seen = 0) =>
        Calendar.Plan(Command(room, day, Act(seen)));

    public Task<CalendarAnswer> Cancel(string room, long seen) => Calendar.Cancel(new(room, Act(seen)));

    public async Task<Appointment> Planned(string room, int day, long seen = 0)
    {
        var answer = await Plan(room, day, seen);
        Assert.Equal(CalendarOutcome.Done, answer.Outcome);
        return answer.Appointment ?? throw new InvalidOperationException("Done without an appointment.");
    }

    public async Task<IReadOnlyList<Appointment>> List(int from = -2000, int to = 2000) =>
        await Calendar.List(Today.AddDays(from), Today.AddDays(to));

    public Task Remind() => Calendar.AsReference<IRemindable>().ReceiveReminder("retention", default);

    /// <summary>The room that has the code.</summary>
    public Task<string?> RoomOf(RoomPass code) => cluster.Grains.GetGrain<IAccessCodeGrain>(code.Fingerprint).Find();
}
