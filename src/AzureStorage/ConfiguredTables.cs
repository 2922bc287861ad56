using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Clustering.AzureStorage;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Reminders.AzureStorage;
using Orleans.Storage;
using RedConnect.AzureStorage;

[assembly: RegisterProvider("AzureTableStorage", "Clustering", "Silo", typeof(ConfiguredTables.Clustering))]
[assembly: RegisterProvider("AzureTableStorage", "Clustering", "Client", typeof(ConfiguredTables.Clustering))]
[assembly: RegisterProvider("AzureTableStorage", "GrainStorage", "Silo", typeof(ConfiguredTables.GrainStorage))]
[assembly: RegisterProvider("AzureTableStorage", "Reminders", "Silo", typeof(ConfiguredTables.Reminders))]

namespace RedConnect.AzureStorage;

/// <summary>Providers that a configuration names instead of code: <c>Orleans:Clustering:ProviderType = AzureTableStorage</c> and so on.</summary>
internal static class ConfiguredTables
{
    internal sealed class Clustering : IProviderBuilder<ISiloBuilder>, IProviderBuilder<IClientBuilder>
    {
        public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
            builder.UseAzureStorageClustering(Read<AzureStorageClusteringOptions>(configurationSection));

        public void Configure(IClientBuilder builder, string? name, IConfigurationSection configurationSection) =>
            builder.UseAzureStorageClustering(Read<AzureStorageGatewayOptions>(configurationSection));
    }

    internal sealed class GrainStorage : IProviderBuilder<ISiloBuilder>
    {
        public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
            builder.AddAzureTableGrainStorage(name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, options =>
            {
                Read<AzureTableStorageOptions>(configurationSection)(options);
                options.Configure<IServiceProvider>((storage, services) => storage.GrainStorageSerializer = configurationSection["SerializerKey"] is { Length: > 0 } key
                    ? services.GetRequiredKeyedService<IGrainStorageSerializer>(key)
                    : storage.GrainStorageSerializer);
            });
    }

    internal sealed class Reminders : IProviderBuilder<ISiloBuilder>
    {
        public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
            builder.UseAzureTableReminderService(Read<AzureTableReminderStorageOptions>(configurationSection));
    }

    private static Action<OptionsBuilder<T>> Read<T>(IConfigurationSection section)
        where T : TableOptions => options => options.Configure<IServiceProvider>((table, services) =>
        {
            table.TableName = section["TableName"] is { Length: > 0 } name ? name : table.TableName;
            if (section["ServiceKey"] is { Length: > 0 } key)
            {
                table.TableServiceClient = services.GetRequiredKeyedService<TableServiceClient>(key);
            }
            else if (Connection(section, services) is { Length: > 0 } connection)
            {
                table.Connect(connection);
            }
        });

    private static string? Connection(IConfigurationSection section, IServiceProvider services) => section["ConnectionString"] is { Length: > 0 } connection
        ? connection
        : section["ConnectionName"] is { Length: > 0 } name ? services.GetRequiredService<IConfiguration>().GetConnectionString(name) : null;
}
