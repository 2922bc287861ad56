using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Grains.Calendar;

/// <summary>A day at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredCalendarDay")]
internal sealed record StoredCalendarDay
{
    [Id(0)]
    public ImmutableArray<Appointment> Entries { get; init; } = [];
}

/// <summary>The entries of a day, one for each room.</summary>
[GrainType("calendar-day")]
internal sealed class CalendarDayGrain(
    [PersistentState("calendar-day", GrainsFeature.StorageName)] IPersistentState<StoredCalendarDay> stored)
    : Grain, ICalendarDayGrain
{
    /// <summary>
    /// A row of the store holds 960 KiB (Azure Tables); this leaves a quarter of it for what serialisation adds.
    /// </summary>
    private const int MostBytes = 720 * 1024;

    /// <summary>Of an entry without its sealed parts.</summary>
    private const int EntryBytes = 256;

    private ImmutableArray<Appointment> Entries => stored.State.Entries;

    public Task<Appointment?> Find(string room, CancellationToken cancellation) =>
        Task.FromResult(Entries.FirstOrDefault(entry => entry.Room == room));

    public Task<bool> Fits(Appointment entry, CancellationToken cancellation) =>
        Task.FromResult(Without(entry.Room).Append(entry).Sum(Bytes) <= MostBytes);

    public async Task Put(Appointment entry, CancellationToken cancellation)
    {
        if (await Find(entry.Room, cancellation) is not { } present || present.Revision < entry.Revision)
        {
            await Keep(Without(entry.Room).Add(entry));
        }
    }

    public async Task Remove(Appointment moved, CancellationToken cancellation)
    {
        if (await Find(moved.Room, cancellation) is { } present && present.Revision < moved.Revision)
        {
            await Keep(Without(moved.Room));
        }
    }

    public Task<ImmutableArray<Appointment>> List(CancellationToken cancellation) => Task.FromResult(Entries);

    public Task Clear(CancellationToken cancellation) => stored.Delete(this);

    private ImmutableArray<Appointment> Without(string room) => Entries.RemoveAll(entry => entry.Room == room);

    private Task Keep(ImmutableArray<Appointment> entries) =>
        entries.IsEmpty ? stored.Delete(this) : stored.Write(this, new StoredCalendarDay { Entries = entries });

    private static int Bytes(Appointment entry) =>
        EntryBytes + entry.Content.SealedDetails.Length + entry.Content.SealedPractitionerPasses.Length;
}
