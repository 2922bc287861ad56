using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Rooms;

public sealed class RehearsalTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int Rehearsed = 5001;

    [Fact]
    public async Task A_server_that_is_ready_has_held_an_appointment_and_left_nothing_of_it()
    {
        Assert.Equal(HealthStatus.Healthy, await host.Readiness());
        Assert.Single(host.Logged, Rehearsed);
        await using var store = new SqliteConnection($"Data Source={host.StorePath};Mode=ReadOnly");
        await store.OpenAsync();
        await using var question = store.CreateCommand();
        question.CommandText = "SELECT GROUP_CONCAT(name) FROM (SELECT GrainTypeString AS name FROM OrleansStorage UNION ALL SELECT ReminderName FROM OrleansRemindersTable)";
        Assert.Equal("keys", await question.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_rehearsal_that_fails_is_over()
    {
        using var failing = new Playing(new FakeTimeProvider(), _ => throw new InvalidOperationException("no store"));
        await failing.StartAsync(default);
        await (failing.ExecuteTask ?? Task.CompletedTask);
        Assert.True(failing.IsOver);
    }

    [Fact]
    public async Task A_rehearsal_that_does_not_end_is_over_after_ten_seconds()
    {
        var (time, plays) = (new FakeTimeProvider(), new TaskCompletionSource());
        using var hanging = new Playing(time, _ =>
        {
            plays.SetResult();
            return new TaskCompletionSource().Task;
        });
        await hanging.StartAsync(default);
        await plays.Task;
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(hanging.IsOver);
        time.Advance(TimeSpan.FromSeconds(1));
        await (hanging.ExecuteTask ?? Task.CompletedTask);
        Assert.True(hanging.IsOver);
    }

    private static IHostApplicationLifetime Started()
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Returns(new CancellationToken(canceled: true));
        return lifetime;
    }

    private sealed class Playing(TimeProvider time, Func<CancellationToken, Task> play) : Rehearsal(Started(), time, NullLogger<Rehearsal>.Instance)
    {
        protected override Task Play(CancellationToken cancellation) => play(cancellation);
    }
}
