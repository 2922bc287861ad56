using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.ReminderService;

namespace Orleans.Hosting;

/// <summary>Keeps reminders in an Azure table.</summary>
public static class AzureTableReminders
{
    /// <summary>Adds them to this silo.</summary>
    public static ISiloBuilder UseAzureTableReminderService(this ISiloBuilder builder, Action<AzureTableReminderStorageOptions> configure) =>
        builder.UseAzureTableReminderService(options => options.Configure(configure));

    /// <summary>Adds them to this silo.</summary>
    public static ISiloBuilder UseAzureTableReminderService(this ISiloBuilder builder, Action<OptionsBuilder<AzureTableReminderStorageOptions>>? configureOptions) =>
        builder.ConfigureServices(services =>
        {
            services.AddReminders();
            configureOptions?.Invoke(services.AddOptions<AzureTableReminderStorageOptions>());
            services.AddSingleton<IReminderTable, AzureBasedReminderTable>();
        });
}
