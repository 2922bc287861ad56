using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Persistence;

namespace Orleans.Storage;

/// <summary>
/// Grain state, one row a state: partition <c>{service}_{grain}</c>, row <c>{state name}</c>. A write succeeds only on the row its writer has read.
/// </summary>
public sealed class AzureTableGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly string name;
    private readonly AzureTableStorageOptions options;
    private readonly IGrainStorageSerializer serializer;
    private readonly IActivatorProvider activators;
    private readonly string service;
    private readonly TableClient table;

    /// <summary>Made by the container, once for each named storage.</summary>
    public AzureTableGrainStorage(string name, AzureTableStorageOptions options, IOptions<ClusterOptions> cluster, IActivatorProvider activators)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cluster);
        this.name = name;
        this.options = options;
        this.activators = activators;
        service = cluster.Value.ServiceId;
        table = options.Table();
        serializer = options.GrainStorageSerializer
            ?? throw new OrleansConfigurationException($"Grain storage '{name}' has no {nameof(options.GrainStorageSerializer)}.");
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var (partition, key) = Keys(stateName, grainId);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        var state = found.HasValue && found.Value is { } row ? StateRow.Take(row) : null;
        grainState.ETag = found.HasValue ? found.Value?.ETag.ToString() : null;
        grainState.RecordExists = state is not null;
        grainState.State = state is null ? Empty<T>() : serializer.Deserialize<T>(state);
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    /// <exception cref="TableStorageUpdateConditionNotSatisfiedException">Another writer came first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The state has more than 983,040 bytes; nothing was written.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var row = Row(stateName, grainId);
        StateRow.Put(row, serializer.Serialize(grainState.State), options.UseStringFormat);
        grainState.ETag = await Put(row, grainState, grainId, cancellationToken);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(stateName, grainId, grainState, default);

    /// <inheritdoc/>
    /// <exception cref="TableStorageUpdateConditionNotSatisfiedException">Another writer came first.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var row = Row(stateName, grainId);
        if (!options.DeleteStateOnClear)
        {
            grainState.ETag = await Put(row, grainState, grainId, cancellationToken);
        }
        else if (!string.IsNullOrEmpty(grainState.ETag))
        {
            await Delete(row, grainState, grainId, cancellationToken);
            grainState.ETag = null;
        }

        grainState.RecordExists = false;
        grainState.State = Empty<T>();
    }

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        $"{nameof(AzureTableGrainStorage)} {name}",
        options.InitStage,
        cancellation => table.CreateIfNotExistsAsync(cancellation));

    private async Task<string?> Put<T>(TableEntity row, IGrainState<T> state, GrainId grain, CancellationToken cancellation)
    {
        try
        {
            var response = string.IsNullOrEmpty(state.ETag)
                ? await table.AddEntityAsync(row, cancellation)
                : await table.UpdateEntityAsync(row, new ETag(state.ETag), TableUpdateMode.Replace, cancellation);
            return response.Headers.ETag?.ToString();
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            throw Conflict<T>(grain, state.ETag, failure);
        }
    }

    private async Task Delete<T>(TableEntity row, IGrainState<T> state, GrainId grain, CancellationToken cancellation)
    {
        try
        {
            var response = await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, new ETag(state.ETag ?? ""), cancellation);
            if (response.Status == 404)
            {
                throw Conflict<T>(grain, state.ETag, null);
            }
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            throw Conflict<T>(grain, state.ETag, failure);
        }
    }

    private TableStorageUpdateConditionNotSatisfiedException Conflict<T>(GrainId grain, string? etag, Exception? failure) =>
        new(typeof(T).Name, grain.ToString(), options.TableName, etag, failure);

    private TableEntity Row(string stateName, GrainId grain)
    {
        var (partition, key) = Keys(stateName, grain);
        return new TableEntity(partition, key);
    }

    private (string Partition, string Row) Keys(string stateName, GrainId grain) => (TableText.Key($"{service}_{grain}"), TableText.Key(stateName));

    private T Empty<T>() => activators.GetActivator<T>().Create();

    internal static AzureTableGrainStorage Create(IServiceProvider services, string name) => ActivatorUtilities.CreateInstance<AzureTableGrainStorage>(
        services, name, services.GetRequiredService<IOptionsMonitor<AzureTableStorageOptions>>().Get(name));
}
