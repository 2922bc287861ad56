using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RedConnect.AzureStorage;

/// <summary>What every table of ours needs of its host.</summary>
internal static class TableRegistration
{
    /// <summary>Takes the options, and has them checked before a silo or client starts.</summary>
    public static IServiceCollection AddTable<T>(this IServiceCollection services, string name, Action<OptionsBuilder<T>>? configure)
        where T : TableOptions
    {
        configure?.Invoke(services.AddOptions<T>(name));
        return services.AddTransient<IConfigurationValidator>(provider => new Check(provider.GetRequiredService<IOptionsMonitor<T>>().Get(name)));
    }

    private sealed class Check(TableOptions options) : IConfigurationValidator
    {
        public void ValidateConfiguration() => options.Account();
    }
}
