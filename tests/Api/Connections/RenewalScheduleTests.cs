using Microsoft.Extensions.Time.Testing;
using RedConnect.Api.Connections;

namespace RedConnect.Tests.Api.Connections;

public sealed class RenewalScheduleTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Leases_are_renewed_every_five_seconds()
    {
        var schedule = Settled();
        Assert.Equal([5, 10], RenewedWithin(schedule, seconds: 10));
    }

    [Fact]
    public void A_lost_connection_to_a_silo_renews_at_once()
    {
        var schedule = Settled();
        schedule.OnGatewaysChanged();
        Assert.True(schedule.IsDue());
        Assert.False(schedule.IsDue());
    }

    /// <summary>Rooms that are deactivated later, when the cluster has decided that the silo is dead.</summary>
    [Fact]
    public void Renewals_stay_frequent_until_the_cluster_has_decided_about_a_lost_silo()
    {
        var schedule = Settled();
        schedule.OnGatewaysChanged();
        Assert.True(schedule.IsDue());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 14], RenewedWithin(schedule, seconds: 16));
    }

    private RenewalSchedule Settled()
    {
        var schedule = new RenewalSchedule(time);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(schedule.IsDue());
        return schedule;
    }

    private List<int> RenewedWithin(RenewalSchedule schedule, int seconds)
    {
        var due = new List<int>();
        for (var second = 1; second <= seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (schedule.IsDue())
            {
                due.Add(second);
            }
        }

        return due;
    }
}
