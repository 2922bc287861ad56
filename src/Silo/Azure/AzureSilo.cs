using Orleans.Serialization;
using Orleans.Storage;
using RedConnect.Hosting;

namespace RedConnect.Silo.Azure;

/// <summary>One of many silos on Azure tables.</summary>
internal static class AzureSilo
{
    public static void AddAzureSilo(this IHostApplicationBuilder builder, StoreOptions store) => builder.UseOrleans(silo => silo
        .UseAzureStorageClustering(membership => membership.TableServiceClient = store.Tables())
        .AddAzureTableGrainStorage("redconnect", storage => storage.Configure<Serializer>((options, serializer) =>
        {
            options.TableServiceClient = store.Tables();
            options.DeleteStateOnClear = true;
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }))
        .UseAzureTableReminderService(reminders => reminders.TableServiceClient = store.Tables()));
}
