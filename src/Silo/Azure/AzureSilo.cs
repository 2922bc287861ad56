using System.Net;
using Orleans.Serialization;
using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Hosting;

namespace RedConnect.Silo.Azure;

/// <summary>One of many silos on Azure tables.</summary>
internal static class AzureSilo
{
    public static void AddAzureSilo(
        this IHostApplicationBuilder builder, StoreOptions store, Hosting.ClusterOptions cluster)
    {
        var tables = store.Tables();
        var address = IPAddress.Parse(cluster.Address);
        builder.UseOrleans(silo => silo
            .ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: false)
            .UseAzureStorageClustering(membership => membership.TableServiceClient = tables)
            .AddAzureTableGrainStorage(
                GrainsFeature.StorageName, storage => storage.Configure<Serializer>((options, serializer) =>
                {
                    options.TableServiceClient = tables;
                    options.DeleteStateOnClear = true;
                    options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
                }))
            .UseAzureTableReminderService(reminders => reminders.TableServiceClient = tables));
    }
}
