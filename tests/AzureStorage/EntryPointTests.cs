using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using RedConnect.Tests.Machine;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

/// <summary>A real silo and a real client find each other, and keep state and reminders, through each of the ways in which they can be told to.</summary>
[Collection("azurite")]
public sealed class EntryPointTests(Azurite azurite)
{
    private readonly string cluster = $"c{Guid.NewGuid():N}";

    [Fact]
    public Task By_options() => Works(
        silo => silo
            .UseAzureStorageClustering(options => options.TableServiceClient = azurite.Account())
            .AddAzureTableGrainStorage("memos", options => Set(options))
            .AddAzureTableGrainStorageAsDefault(options => Set(options))
            .UseAzureTableReminderService(options => options.TableServiceClient = azurite.Account()),
        client => client.UseAzureStorageClustering(options => options.TableServiceClient = azurite.Account()));

    [Fact]
    public Task By_builders_of_options() => Works(
        silo => silo
            .UseAzureStorageClustering(options => options.Configure(membership => membership.TableServiceClient = azurite.Account()))
            .AddAzureTableGrainStorage("memos", options => options.Configure(Set))
            .AddAzureTableGrainStorageAsDefault(options => options.Configure(Set))
            .UseAzureTableReminderService(options => options.Configure(reminders => reminders.TableServiceClient = azurite.Account())),
        client => client.UseAzureStorageClustering(options => options.Configure(membership => membership.TableServiceClient = azurite.Account())));

    [Fact]
    public Task By_connection_string_on_the_silo() => Works(
        silo => ByOptions(silo).UseAzureTableReminderService(azurite.ConnectionString),
        client => client.UseAzureStorageClustering(options => options.TableServiceClient = azurite.Account()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public Task By_services(int way) => Works(
        silo => ByOptions(silo).ConfigureServices(services => _ = way switch
        {
            0 => services.UseAzureTableReminderService(azurite.ConnectionString),
            1 => services.UseAzureTableReminderService(options => options.TableServiceClient = azurite.Account()),
            _ => services.UseAzureTableReminderService(options => options.Configure(reminders => reminders.TableServiceClient = azurite.Account())),
        }),
        client => client.UseAzureStorageClustering(options => options.TableServiceClient = azurite.Account()));

    [Fact]
    public Task By_configuration()
    {
        (string, string?)[] settings =
        [
            ("ConnectionStrings:tables", azurite.ConnectionString),
            ("Orleans:Clustering:ProviderType", "AzureTableStorage"),
            ("Orleans:Clustering:ServiceKey", "account"),
            ("Orleans:GrainStorage:memos:ProviderType", "AzureTableStorage"),
            ("Orleans:GrainStorage:memos:ConnectionName", "tables"),
            ("Orleans:GrainStorage:memos:TableName", "ConfiguredMemos"),
            ("Orleans:GrainStorage:memos:SerializerKey", "bytes"),
            ("Orleans:GrainStorage:Default:ProviderType", "AzureTableStorage"),
            ("Orleans:GrainStorage:Default:ConnectionString", azurite.ConnectionString),
            ("Orleans:Reminders:ProviderType", "AzureTableStorage"),
            ("Orleans:Reminders:ConnectionString", azurite.ConnectionString),
        ];
        return Works(_ => { }, _ => { }, [.. settings.Select(setting => KeyValuePair.Create(setting.Item1, setting.Item2))]);
    }

    [Fact]
    public async Task Tables_are_opened_at_the_stage_that_was_asked_for()
    {
        var opened = new List<bool>();
        var account = azurite.Account();
        var table = $"t{Guid.NewGuid():N}";
        using var host = Silo(
            silo => silo
                .UseLocalhostClustering(Ports.Free(), Ports.Free())
                .AddAzureTableGrainStorage("memos", options => (options.TableName, options.InitStage, options.TableServiceClient) = (table, 5000, account))
                .ConfigureServices(services => services
                    .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(_ => new Watch(4999, () => opened.Add(Exists(account, table))))
                    .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(_ => new Watch(5001, () => opened.Add(Exists(account, table))))),
            []);
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal([false, true], opened);
    }

    private static bool Exists(TableServiceClient account, string table) => account.Query(item => item.Name == table).Any();

    private ISiloBuilder ByOptions(ISiloBuilder silo) => silo
        .UseAzureStorageClustering(options => options.TableServiceClient = azurite.Account())
        .AddAzureTableGrainStorage("memos", options => Set(options))
        .AddAzureTableGrainStorageAsDefault(options => Set(options));

    private void Set(AzureTableStorageOptions options) => (options.TableServiceClient, options.GrainStorageSerializer) = (azurite.Account(), Providers.Bytes);

    private async Task Works(Action<ISiloBuilder> configure, Action<IClientBuilder> connect, params KeyValuePair<string, string?>[] settings)
    {
        using var silo = Silo(builder => configure(builder.ConfigureEndpoints(IPAddress.Loopback, Ports.Free(), Ports.Free())), settings);
        await silo.StartAsync();
        using var client = Client(connect, [.. settings.Where(setting => !setting.Key.Contains("GrainStorage", StringComparison.Ordinal) && !setting.Key.Contains("Reminders", StringComparison.Ordinal))]);
        await client.StartAsync();
        Assert.NotEmpty(await client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts());
        await KeepsState(silo.Services.GetRequiredKeyedService<IGrainStorage>("memos"));
        await KeepsState(silo.Services.GetRequiredKeyedService<IGrainStorage>("Default"));
        var (reminders, grain) = (silo.Services.GetRequiredService<IReminderTable>(), GrainId.Create("memo", "reminded"));
        await reminders.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "retention", StartAt = Silos.Now.AddYears(70), Period = TimeSpan.FromDays(1) });
        Assert.NotNull(await reminders.ReadRow(grain, "retention"));
        await client.StopAsync();
        await silo.StopAsync();
    }

    private static async Task KeepsState(IGrainStorage storage)
    {
        var grain = GrainId.Create("memo", Guid.NewGuid().ToString("N"));
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "kept" }));
        var read = new GrainState<Memo>();
        await storage.ReadStateAsync("memo", grain, read);
        Assert.Equal("kept", read.State?.Text);
    }

    private IHost Silo(Action<ISiloBuilder> configure, KeyValuePair<string, string?>[] settings)
    {
        var builder = Builder(settings);
        builder.UseOrleans(silo => configure(silo.Configure<ClusterOptions>(Name)));
        return builder.Build();
    }

    private IHost Client(Action<IClientBuilder> configure, KeyValuePair<string, string?>[] settings)
    {
        var builder = Builder(settings);
        builder.UseOrleansClient(client => configure(client.Configure<ClusterOptions>(Name)));
        return builder.Build();
    }

    private HostApplicationBuilder Builder(KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddKeyedSingleton("account", azurite.Account());
        builder.Services.AddKeyedSingleton("bytes", Providers.Bytes);
        return builder;
    }

    private void Name(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (cluster, cluster);

    private sealed class Watch(int stage, Action seen) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe("watch", stage, _ =>
        {
            seen();
            return Task.CompletedTask;
        });
    }
}
