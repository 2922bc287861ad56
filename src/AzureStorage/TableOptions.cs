using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage;

/// <summary>Which table of which account. The official packages have these members three times, on an <c>AzureStorageOperationOptions</c> each.</summary>
public abstract partial class TableOptions
{
    private const string SetTheProperty = $"Set {nameof(TableServiceClient)} instead.";
    private Func<Task<TableServiceClient>>? account;
    private TableServiceClient? client;

    /// <summary>The table; created when it is missing.</summary>
    public virtual string TableName { get; set; } = "";

    /// <summary>How often and how long a refused request is tried again; a client that was made elsewhere brings its own patience.</summary>
    public AzureStoragePolicyOptions StoragePolicyOptions { get; } = new();

    /// <summary>Whatever else is to be said about a client that is made here.</summary>
    public TableClientOptions? ClientOptions { get; set; }

    /// <summary>The account, as a client made elsewhere.</summary>
    [DisallowNull]
    public TableServiceClient? TableServiceClient
    {
        get => client;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            client = value;
            account = () => Task.FromResult(value);
        }
    }

    /// <summary>The account, by connection string.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(string connectionString) => Connect(connectionString);

    /// <summary>The account, by an address that carries its own permission.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(Uri serviceUri)
    {
        ArgumentNullException.ThrowIfNull(serviceUri);
        Make(options => new TableServiceClient(serviceUri, options));
    }

    /// <summary>The account, by address and identity.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(Uri serviceUri, TokenCredential tokenCredential) =>
        Make(serviceUri, tokenCredential, options => new TableServiceClient(serviceUri, tokenCredential, options));

    /// <summary>The account, by address and signature.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(Uri serviceUri, AzureSasCredential azureSasCredential) =>
        Make(serviceUri, azureSasCredential, options => new TableServiceClient(serviceUri, azureSasCredential, options));

    /// <summary>The account, by address and key.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(Uri serviceUri, TableSharedKeyCredential sharedKeyCredential) =>
        Make(serviceUri, sharedKeyCredential, options => new TableServiceClient(serviceUri, sharedKeyCredential, options));

    /// <summary>The account, by whatever it takes to make its client.</summary>
    [Obsolete(SetTheProperty)]
    public void ConfigureTableServiceClient(Func<Task<TableServiceClient>> createClientCallback)
    {
        ArgumentNullException.ThrowIfNull(createClientCallback);
        account = createClientCallback;
    }

    internal void Connect(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        Make(options => Uri.TryCreate(connectionString, UriKind.Absolute, out var address)
            ? new TableServiceClient(address, options)
            : new TableServiceClient(connectionString, options));
    }

    private void Make(Uri serviceUri, object credential, Func<TableClientOptions, TableServiceClient> make)
    {
        ArgumentNullException.ThrowIfNull(serviceUri);
        ArgumentNullException.ThrowIfNull(credential);
        Make(make);
    }

    private void Make(Func<TableClientOptions, TableServiceClient> make)
    {
        client = null;
        account = () => Task.FromResult(make(Patient()));
    }

    /// <exception cref="OrleansConfigurationException">No account was given, or no name that a table can have.</exception>
    internal Func<Task<TableServiceClient>> Account() =>
        account is null ? throw new OrleansConfigurationException($"{GetType().Name}.{nameof(TableServiceClient)} is not set.")
        : TablesAreNamed().IsMatch(TableName) ? account
        : throw new OrleansConfigurationException($"{GetType().Name}.{nameof(TableName)} '{TableName}': a table is named by 3 to 63 letters and digits, a letter first.");

    /// <exception cref="OrleansConfigurationException">No account was given, or no name that a table can have.</exception>
    internal async Task<TableClient> Table() => (await Account()()).GetTableClient(TableName);

    private TableClientOptions Patient()
    {
        var options = ClientOptions ?? new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = StoragePolicyOptions.MaxOperationRetries;
        options.Retry.Delay = StoragePolicyOptions.PauseBetweenOperationRetries;
        options.Retry.MaxDelay = StoragePolicyOptions.MaxPauseBetweenOperationRetries;
        return options;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TablesAreNamed();
}
