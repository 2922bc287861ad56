using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>A cluster each: figures are sums over a silo.</summary>
public sealed class RoomMetricsTests : IAsyncLifetime
{
    private readonly Cluster cluster = new();

    public Task InitializeAsync() => cluster.InitializeAsync();

    public Task DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Seats_are_counted_by_presence_and_rooms_while_a_seat_is_held()
    {
        using var seats = cluster.Metrics<int>("RedConnect.Rooms", "redconnect.seat.taken");
        using var rooms = cluster.Metrics<int>("RedConnect.Rooms", "redconnect.room.active");
        var visit = await RoomVisit.Planned(cluster);
        Assert.Equal((0, 0, 0, 0), Sums());
        await visit.Enter("p");
        Assert.Equal((1, 1, 0, 0), Sums());
        await visit.Enter("a");
        Assert.Equal((1, 0, 2, 0), Sums());
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        Assert.Equal((1, 0, 1, 1), Sums());
        await visit.Room.Leave(visit.Connection("p"));
        Assert.Equal((1, 0, 0, 1), Sums());
        await visit.Enter("a", instance: 2);
        await visit.Room.Leave(visit.Connection("a", instance: 2));
        Assert.Equal((0, 0, 0, 0), Sums());

        (int Rooms, int Waiting, int Present, int Reconnecting) Sums() =>
            (Sum(rooms), Sum(seats, "waiting"), Sum(seats, "present"), Sum(seats, "reconnecting"));
    }

    [Fact]
    public async Task A_deactivated_room_is_not_counted_until_it_is_activated_again()
    {
        using var seats = cluster.Metrics<int>("RedConnect.Rooms", "redconnect.seat.taken");
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await cluster.Forget(visit.Room);
        Assert.Equal((0, 0), (Sum(seats, "present"), Sum(seats, "reconnecting")));
        await visit.Enter("a");
        Assert.Equal((1, 1), (Sum(seats, "present"), Sum(seats, "reconnecting")));
    }

    [Fact]
    public async Task Coming_back_is_measured_from_the_break_and_a_first_entry_is_no_return()
    {
        using var resumes = cluster.Metrics<double>("RedConnect.Rooms", "redconnect.seat.resume.duration");
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        Assert.Empty(resumes.GetMeasurementSnapshot());
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        cluster.Time.Advance(TimeSpan.FromSeconds(3));
        await visit.Enter("a", instance: 2);
        await visit.Enter("a", instance: 2);
        Assert.Equal([(3.0, "newer"), (0.0, "same")],
            resumes.GetMeasurementSnapshot().Select(m => (m.Value, (string?)m.Tags["redconnect.page"])));
    }

    [Fact]
    public async Task After_an_activation_coming_back_is_measured_from_then()
    {
        using var resumes = cluster.Metrics<double>("RedConnect.Rooms", "redconnect.seat.resume.duration");
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await cluster.Forget(visit.Room);
        await visit.Room.Knock(Given.Fingerprint(visit.Name, Role.Patient));
        cluster.Time.Advance(TimeSpan.FromSeconds(2));
        await visit.Enter("a");
        Assert.Equal(2.0, Assert.Single(resumes.GetMeasurementSnapshot()).Value);
    }

    private static int Sum(MetricCollector<int> collector, string? presence = null) =>
        collector.GetMeasurementSnapshot()
        .Where(m => presence is null || (string?)m.Tags["redconnect.presence"] == presence).Sum(m => m.Value);
}
