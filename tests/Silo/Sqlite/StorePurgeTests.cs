using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Serialization;
using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Sessions;
using RedConnect.Grains.Contracts.Time;
using RedConnect.Silo.Sqlite;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>What was deleted or replaced is in no file of the store, read raw.</summary>
public sealed class StorePurgeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private readonly StoreFolder folder = new();
    private SiloHost? host;

    private SiloHost Host => host ?? throw new InvalidOperationException("The silo has not started.");

    public async Task InitializeAsync() => host = await SiloHost.Start(folder.Store, time);

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Nothing_of_an_appointment_that_was_changed_and_then_deleted_is_left()
    {
        var practice = Id(32);
        var calendar = Host.Grains.GetGrain<ICalendarGrain>(practice);
        var (room, first, second) = (Id(16), new Plan(this), new Plan(this));
        await Planned(calendar, room, first, seen: 0);
        await Planned(calendar, room, second, seen: 1);
        Assert.Equal(second.Records.Length, folder.Left(second.Records).Count);
        Assert.Equal(first.Sealed.Length, folder.Left(first.Sealed).Count);
        Purge();
        Assert.Equal([], folder.Left(first.Sealed));

        time.Advance(TimeSpan.FromDays(40));
        await calendar.AsReference<IRemindable>().ReceiveReminder("retention", default);
        Purge();
        Assert.Equal([], folder.Left([.. first.Records, .. second.Records, Raw(room)]));
        Assert.NotEmpty(folder.Left([Raw(practice)]));
    }

    [Fact]
    public async Task Nothing_of_a_session_that_ended_is_left()
    {
        byte[] key = StoreFolder.Draw(), name = StoreFolder.Draw(64);
        var (practice, user, workplace, id) = (Id(32), Convert.ToHexStringLower(key), Id(16), Id(16));
        var founder = new NewUser(user, Id(16), Roles.Practitioner | Roles.Administrator, [.. name], [1],
            new Credentials([2], [3], [4]));
        var registration = new NewPractice(founder, new NewWorkplace(workplace, [5], [6]), new NewSheet([7], [8], [9]));
        await Host.Grains.GetGrain<IPracticeGrain>(practice).Register(registration);
        var session = Host.Grains.GetGrain<ISessionGrain>(id);
        await session.Begin(new NewSession(practice, user, workplace, Passwords: 1));
        Assert.NotEmpty(folder.Left([Raw(id)]));
        await session.End();
        Purge();
        Assert.Empty(folder.Left([Raw(id)]));
        Assert.Equal(2, folder.Left([key, Stored([.. name])]).Count);
    }

    /// <summary>Enough records that pages are split and merged, where <c>secure_delete</c> leaves copies.</summary>
    [Fact]
    public async Task Nothing_of_thousands_of_records_is_left_whatever_their_order()
    {
        var (kept, gone) = (new List<byte[]>(), new List<byte[]>());
        for (var n = 0; n < 1500; n++)
        {
            var grain = GrainId.Create("memo", Id(20));
            var state = new GrainState<Memo>(new Memo());
            var records = Enumerable.Range(0, 1 + (n % 3)).Select(_ => StoreFolder.Draw(16 + (n * 37 % 3000))).ToList();
            foreach (var record in records)
            {
                await Write(grain, state, record);
            }

            var keep = n % 4 == 0;
            gone.AddRange(records.SkipLast(keep ? 1 : 0).Select(record => record[..16]));
            (keep ? kept : gone).AddRange([Raw(grain.Key.ToString() ?? ""), records[^1][..16]]);
            await (keep ? Task.CompletedTask : Storage.ClearStateAsync("memo", grain, state));
        }

        Purge();
        Assert.Equal(kept, folder.Left(kept));
        Assert.Empty(folder.Left(gone));
    }

    [Fact]
    public async Task A_running_silo_purges_its_store_within_a_minute()
    {
        var record = await Cleared();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.InRange(StorePurge.Interval, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));
        while (folder.Left([record]).Count > 0)
        {
            time.Advance(StorePurge.Interval);
            await poll.WaitForNextTickAsync(timeout.Token);
        }
    }

    [Fact]
    public async Task A_stopped_store_has_no_log_and_nothing_deleted_in_its_file()
    {
        var record = await Cleared();
        await Host.DisposeAsync();
        Assert.False(File.Exists(folder.Store + "-wal"));
        Assert.Empty(folder.Left([record]));
        await InitializeAsync();
    }

    [Fact]
    public async Task A_purge_that_a_reader_prevents_is_repeated()
    {
        var record = await Cleared();
        using (var reader = new SqliteConnection($"Data Source={folder.Store};Pooling=False"))
        {
            using var open = Read(reader);
            Assert.Throws<IOException>(Purge);
        }

        Purge();
        Assert.Empty(folder.Left([record]));
    }

    private IGrainStorage Storage => Host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsFeature.StorageName);

    private void Purge() => Host.Services.GetRequiredService<SqliteStore>().Purge();

    /// <summary>Begins to read, and does not end.</summary>
    private static SqliteTransaction Read(SqliteConnection reader)
    {
        reader.Open();
        var transaction = reader.BeginTransaction(deferred: true);
        using var command = reader.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM OrleansStorage";
        command.ExecuteScalar();
        return transaction;
    }

    private async Task Write(GrainId grain, GrainState<Memo> state, byte[] record)
    {
        state.State = new Memo { Text = Convert.ToHexStringLower(record) };
        await Storage.WriteStateAsync("memo", grain, state);
    }

    /// <summary>A record that was written and deleted, and is still in the files.</summary>
    private async Task<byte[]> Cleared()
    {
        var (grain, state, record) =
            (GrainId.Create("memo", Id(20)), new GrainState<Memo>(new Memo()), StoreFolder.Draw());
        await Write(grain, state, record);
        await Storage.ClearStateAsync("memo", grain, state);
        Assert.NotEmpty(folder.Left([record]));
        return record;
    }

    private static async Task Planned(ICalendarGrain calendar, string room, Plan plan, long seen)
    {
        var answer = await calendar.Plan(new(room, new Act(plan.Act, plan.User, seen), plan.Content, plan.RoomPasses));
        Assert.Equal(CalendarOutcome.Done, answer.Outcome);
    }

    /// <summary>The middle of what Orleans makes of bytes, each of which has a mark of its own.</summary>
    private byte[] Stored(ImmutableArray<byte> bytes) =>
        Host.Services.GetRequiredService<Serializer>().SerializeToArray(bytes)[16..^16];

    private static string Id(int bytes) => Convert.ToHexStringLower(StoreFolder.Draw(bytes));

    private static byte[] Raw(string id) => Convert.FromHexString(id);

    /// <summary>An appointment of random bytes.</summary>
    private sealed class Plan(StorePurgeTests test)
    {
        private readonly DateTime wall = GermanTime.Day(test.time.GetUtcNow()).ToDateTime(new TimeOnly(10, 0));

        public string Act { get; } = Id(16);

        public string User { get; } = Id(16);

        public ImmutableArray<byte> Details { get; } = [.. StoreFolder.Draw(3000)];

        public ImmutableArray<byte> Passes { get; } = [.. StoreFolder.Draw(64)];

        public ImmutableArray<RoomPass> RoomPasses { get; } = [Pass(Role.Practitioner), Pass(Role.Patient)];

        public AppointmentContent Content =>
            new(wall, false, GermanTime.At(wall).Instant, 30, Admission.Automatic, Details, Passes);

        /// <summary>What a change replaces.</summary>
        public byte[][] Sealed => [test.Stored(Details), test.Stored(Passes)];

        public byte[][] Records => [Raw(Act), .. Sealed, .. RoomPasses.SelectMany<RoomPass, byte[]>(
            pass => [Raw(pass.Fingerprint), test.Stored(pass.SealedRoomKey)])];

        private static RoomPass Pass(Role role) => new(Id(32), role, [.. StoreFolder.Draw(64)]);
    }
}
