using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace RedConnect.Hosting;

/// <summary>What kind of store a deployment has.</summary>
public enum StoreKind
{
    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>Azure tables, any number of processes.</summary>
    Azure,
}

/// <summary>Where state lives; section <c>Store</c>. All processes of a deployment name the same store.</summary>
public sealed class StoreOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary>Which kind.</summary>
    public StoreKind Kind { get; set; } = StoreKind.Sqlite;

    /// <summary>SQLite: the file; a relative path starts at the published program's folder, with <c>dotnet run</c> at
    /// the project's.</summary>
    [Required]
    public string Path { get; set; } = "data/redconnect.db";

    /// <summary>Azure: a connection string with a key, as Azurite has it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Azure: the table endpoint of an account that this process's own identity may use; no key
    /// anywhere.</summary>
    public Uri? AccountUri { get; set; }

    /// <summary>The tables of the store, by key or by identity.</summary>
    /// <exception cref="InvalidOperationException">The store has none.</exception>
    public TableServiceClient Tables() =>
        ConnectionString is { } key ? new TableServiceClient(key, Patient())
        : AccountUri is { } account ? new TableServiceClient(account, new DefaultAzureCredential(), Patient())
        : throw new InvalidOperationException(
            "Store:Kind is 'Azure': give Store:ConnectionString or Store:AccountUri.");

    /// <summary>A throttled or failed request (429, 5xx, no answer) is tried again four times, and waited for 5 s each
    /// time; then whoever asked is told.</summary>
    private static TableClientOptions Patient() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 4,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(5),
        },
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is StoreKind.Azure && ConnectionString is null == AccountUri is null)
        {
            yield return new ValidationResult(
                "Store:Kind is 'Azure': give either Store:ConnectionString or Store:AccountUri.");
        }
    }
}
