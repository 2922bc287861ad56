using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Reminders.AzureStorage;
using Orleans.Runtime.ReminderService;
using RedConnect.AzureStorage;

namespace Orleans.Hosting;

/// <summary>Keeps reminders in an Azure table.</summary>
public static class AzureTableReminders
{
    /// <summary>Adds them to this silo.</summary>
    public static ISiloBuilder UseAzureTableReminderService(this ISiloBuilder builder, Action<AzureTableReminderStorageOptions> configure) =>
        builder.ConfigureServices(services => services.UseAzureTableReminderService(configure));

    /// <summary>Adds them to this silo.</summary>
    public static ISiloBuilder UseAzureTableReminderService(this ISiloBuilder builder, Action<OptionsBuilder<AzureTableReminderStorageOptions>>? configureOptions) =>
        builder.ConfigureServices(services => services.UseAzureTableReminderService(configureOptions));

    /// <summary>Adds them to this silo.</summary>
    public static ISiloBuilder UseAzureTableReminderService(this ISiloBuilder builder, string connectionString) =>
        builder.ConfigureServices(services => services.UseAzureTableReminderService(connectionString));

    /// <summary>Adds them to a silo's services.</summary>
    public static IServiceCollection UseAzureTableReminderService(this IServiceCollection services, Action<AzureTableReminderStorageOptions> configure) =>
        services.UseAzureTableReminderService(options => options.Configure(configure));

    /// <summary>Adds them to a silo's services.</summary>
    public static IServiceCollection UseAzureTableReminderService(this IServiceCollection services, string connectionString) =>
        services.UseAzureTableReminderService(options => options.Connect(connectionString));

    /// <summary>Adds them to a silo's services.</summary>
    public static IServiceCollection UseAzureTableReminderService(this IServiceCollection services, Action<OptionsBuilder<AzureTableReminderStorageOptions>>? configureOptions)
    {
        services.AddReminders();
        return services.AddTable(Options.DefaultName, configureOptions).AddSingleton<IReminderTable, AzureBasedReminderTable>();
    }
}
