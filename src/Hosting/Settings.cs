using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RedConnect.Hosting;

/// <summary>Sections of the configuration as typed settings.</summary>
public static class Settings
{
    /// <summary>
    /// Registers a section as options, validated when the host starts, and reads it for code that builds the host.
    /// </summary>
    public static T AddSection<T>(this IHostApplicationBuilder builder, string section)
        where T : class, new()
    {
        builder.Services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return builder.Configuration.Read<T>(section);
    }

    /// <summary>Reads a section; registers and validates nothing.</summary>
    public static T Read<T>(this IConfiguration configuration, string section)
        where T : class, new() => configuration.GetSection(section).Get<T>() ?? new T();
}
