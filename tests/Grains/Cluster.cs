using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using RedConnect.Grains;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains;

/// <summary>A silo in this process, a store, and a clock that stands still until a test moves it. Calls may overtake
/// one another.</summary>
public class Cluster : IAsyncLifetime
{
    private readonly InProcessTestCluster cluster;

    public Cluster()
        : this(1)
    {
    }

    protected Cluster(short silos)
    {
        Store = new MemoryStore(new ServiceCollection().AddSerializer()
            .BuildServiceProvider().GetRequiredService<Serializer>());
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => Configure(silo));
        cluster = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(Given.Now);

    public MemoryStore Store { get; }

    public IGrainFactory Grains => cluster.Client;

    /// <summary>Planned: what is not stored moves along.</summary>
    public async Task Move(IAddressable grain)
    {
        var there = cluster.Silos.Select(s => s.SiloAddress).First(address => !IsOn(address, grain));
        await cluster.MigrateAsync(grain, there);
    }

    public Task StopWhereItIs(IAddressable grain) =>
        cluster.StopSiloAsync(cluster.Silos.First(silo => IsOn(silo.SiloAddress, grain)));

    /// <summary>As after a crash: what is not stored is lost.</summary>
    public Task Forget(IAddressable grain) => cluster.DeactivateAsync(grain);

    /// <summary>Returns as soon as no activation of the grain is in memory.</summary>
    public async Task IsGone(IAddressable grain)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (cluster.TryGetGrainContext(grain.GetGrainId(), out _))
        {
            await poll.WaitForNextTickAsync(timeout.Token);
        }
    }

    /// <summary>When the grain's reminders are due.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> RemindersOf(IAddressable grain)
    {
        var table = cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        return [.. (await table.ReadRows(grain.GetGrainId())).Reminders
            .Select(r => new DateTimeOffset(r.StartAt, TimeSpan.Zero))];
    }

    /// <summary>As a store or a restart may lose them.</summary>
    public async Task LoseReminders(IAddressable grain)
    {
        var table = cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        foreach (var row in (await table.ReadRows(grain.GetGrainId())).Reminders)
        {
            await table.RemoveRow(row.GrainId, row.ReminderName, row.ETag ?? "");
        }
    }

    /// <summary>What an instrument of this silo reports from now on.</summary>
    public MetricCollector<T> Metrics<T>(string meter, string instrument)
        where T : struct =>
            new(cluster.Silos[0].ServiceProvider.GetRequiredService<IMeterFactory>(), meter, instrument);

    public T Reference<T>(T observer)
        where T : class, IGrainObserver => cluster.Client.CreateObjectReference<T>(observer);

    public async Task InitializeAsync() => await cluster.DeployAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    protected virtual void Configure(ISiloBuilder silo)
    {
        silo.UseInMemoryReminderService();
        silo.Services.AddGrains();
        silo.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Time);
        silo.Services.AddKeyedSingleton<IGrainStorage>("redconnect", (_, _) => Store);
    }

    private bool IsOn(SiloAddress address, IAddressable grain) =>
        cluster.TryGetGrainContext(grain.GetGrainId(), out var context) && Equals(context.Address.SiloAddress, address);
}

/// <summary>Two silos that share the store.</summary>
public sealed class TwoSilos() : Cluster(2);
