using System.Net;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Persistence;

namespace Orleans.Storage;

/// <summary>
/// Grain state, one row a state: partition <c>{service}_{grain}</c>, row <c>{state name}</c>. A write succeeds only on the row its writer has read.
/// </summary>
public partial class AzureTableGrainStorage : IGrainStorage, IRestExceptionDecoder, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly string name;
    private readonly AzureTableStorageOptions options;
    private readonly string service;
    private readonly ILogger logger;
    private readonly IActivatorProvider activators;
    private readonly StoredTable table;

    /// <summary>Made by the container, once for each named storage.</summary>
    public AzureTableGrainStorage(
        string name,
        AzureTableStorageOptions options,
        IOptions<ClusterOptions> clusterOptions,
        ILogger<AzureTableGrainStorage> logger,
        IActivatorProvider activatorProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clusterOptions);
        this.name = name;
        this.options = options;
        service = clusterOptions.Value.ServiceId;
        this.logger = logger;
        activators = activatorProvider;
        table = new StoredTable(options);
    }

    private IGrainStorageSerializer Serializer => options.GrainStorageSerializer
        ?? throw new OrleansConfigurationException($"Grain storage '{name}' has no {nameof(options.GrainStorageSerializer)}.");

    public Task ReadStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(grainType, grainId, grainState, default);

    public async Task ReadStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = Row(grainType, grainId, grainState);
        var found = await table.For(cancellationToken).GetEntityIfExistsAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: cancellationToken);
        var row = found.HasValue ? found.Value : null;
        var stored = row is null ? null : StateRow.Take(row);
        var state = stored is null ? default : Serializer.Deserialize<T>(stored);
        grainState.State = state ?? Empty<T>();
        grainState.RecordExists = stored is not null && state is not null;
        grainState.ETag = row?.ETag.ToString();
    }

    public Task WriteStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(grainType, grainId, grainState, default);

    /// <exception cref="TableStorageUpdateConditionNotSatisfiedException">Another writer came first, or this one: the answer to a write that was tried again is lost.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The state does not fit into a row; nothing was written.</exception>
    public async Task WriteStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var row = Row(grainType, grainId, grainState);
        var rows = table.For(cancellationToken);
        ConvertToStorageFormat(grainState.State, row);
        grainState.ETag = await Attempt(grainType, grainId, grainState, () => Put(rows, row, cancellationToken));
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(grainType, grainId, grainState, default);

    /// <exception cref="TableStorageUpdateConditionNotSatisfiedException">As for a write.</exception>
    public async Task ClearStateAsync<T>(string grainType, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var row = Row(grainType, grainId, grainState);
        var rows = table.For(cancellationToken);
        var etag = null as string;
        if (!options.DeleteStateOnClear)
        {
            etag = await Attempt(grainType, grainId, grainState, () => Put(rows, row, cancellationToken));
        }
        else if (!string.IsNullOrWhiteSpace(grainState.ETag))
        {
            await Attempt(grainType, grainId, grainState, () => rows.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken));
        }

        grainState.ETag = etag;
        grainState.RecordExists = false;
        grainState.State = Empty<T>();
    }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe($"{nameof(AzureTableGrainStorage)} {name}", options.InitStage, table.Open);

    /// <summary>What Orleans puts into the log when a grain cannot reach its state.</summary>
    public bool DecodeException(Exception e, out HttpStatusCode httpStatusCode, out string restStatus, bool getRESTErrors = false)
    {
        var refused = e as RequestFailedException ?? e?.GetBaseException() as RequestFailedException;
        httpStatusCode = (HttpStatusCode)(refused?.Status ?? 0);
        restStatus = (getRESTErrors ? refused?.ErrorCode : null) ?? "";
        return refused is not null;
    }

    internal void ConvertToStorageFormat<T>(T? grainState, TableEntity entity) => StateRow.Put(entity, Serializer.Serialize(grainState), options.UseStringFormat);

    /// <summary>Not for us: Orleans' own suites look into rows by it.</summary>
    internal T? ConvertFromStorageFormat<T>(TableEntity entity) => StateRow.Take(entity) is { } state ? Serializer.Deserialize<T>(state) : default;

    private static Task<Response> Put(TableClient rows, TableEntity row, CancellationToken cancellation) => string.IsNullOrWhiteSpace(row.ETag.ToString())
        ? rows.AddEntityAsync(row, cancellation)
        : rows.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);

    /// <summary>The row's etag from now on.</summary>
    private async Task<string?> Attempt<T>(string grainType, GrainId grain, IGrainState<T> state, Func<Task<Response>> change)
    {
        try
        {
            var response = await change();
            return response.Status == (int)HttpStatusCode.NotFound ? throw new RequestFailedException(response) : response.Headers.ETag?.ToString();
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            LogConflict(grainType, options.TableName, failure.Status);
            throw new TableStorageUpdateConditionNotSatisfiedException(grainType, grain.ToString(), options.TableName, "unknown", state.ETag, failure);
        }
    }

    private TableEntity Row<T>(string grainType, GrainId grain, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainType);
        ArgumentNullException.ThrowIfNull(grainState);
        return new TableEntity(TableText.Key($"{service}_{grain}"), TableText.Key(grainType)) { ETag = new ETag(grainState.ETag ?? "") };
    }

    private T Empty<T>() => activators.GetActivator<T>().Create();

    [LoggerMessage(6001, LogLevel.Information, "State {State} in table {Table} was changed by another writer ({Status}).")]
    private partial void LogConflict(string state, string table, int status);
}
