using System.Collections.Concurrent;
using Orleans.Serialization;
using Orleans.Storage;

namespace RedConnect.Tests.Grains;

/// <summary>The test cluster's store: serialised rows with etags, which can be read, changed behind a grain's back, and
/// made to fail.</summary>
public sealed class MemoryStore(Serializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string ETag)> rows = new();
    private readonly ConcurrentDictionary<string, bool> faults = new();
    private int writes;

    /// <summary>What is stored, by <c>type/key</c>.</summary>
    public IReadOnlyCollection<string> Rows => [.. rows.Keys];

    public int Writes => writes;

    /// <summary>Everything stored, as bytes.</summary>
    public IEnumerable<byte[]> Contents => rows.Values.Select(row => row.Bytes);

    /// <summary>The next write or deletion of this grain fails, either before or after it reached the store.</summary>
    public void FailOnce(string grain, bool afterStoring) => faults[grain] = afterStoring;

    /// <summary>As if another activation had written in between.</summary>
    public void ChangeBehindTheBackOf(string grain) =>
        rows[grain] = rows[grain] with { ETag = Guid.NewGuid().ToString() };

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (rows.TryGetValue(grainId.ToString(), out var row))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) =
                (serializer.Deserialize<T>(row.Bytes), row.ETag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = Guid.NewGuid().ToString();
        Change(grainId.ToString(), grainState.ETag, grain =>
        {
            Interlocked.Increment(ref writes);
            rows[grain] = (serializer.SerializeToArray(grainState.State), etag);
        });
        (grainState.ETag, grainState.RecordExists) = (etag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Change(grainId.ToString(), grainState.ETag, grain => rows.TryRemove(grain, out _));
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        return Task.CompletedTask;
    }

    private void Change(string grain, string? etag, Action<string> change)
    {
        var fails = faults.TryRemove(grain, out var afterStoring);
        if (fails && !afterStoring)
        {
            throw new IOException("The store is unreachable.");
        }

        CheckETag(grain, etag);
        change(grain);
        if (fails)
        {
            throw new IOException("The store answered too late.");
        }
    }

    private void CheckETag(string grain, string? etag)
    {
        var stored = rows.TryGetValue(grain, out var row) ? row.ETag : null;
        if (stored != etag)
        {
            throw new InconsistentStateException("Another activation wrote in between.", stored, etag);
        }
    }
}
