using RedConnect.Grains.Contracts.Codes;

namespace RedConnect.Grains.Codes;

/// <summary>What is stored of a code: the room it leads to.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredCode")]
internal sealed record StoredCode
{
    [Id(0)]
    public string? Room { get; init; }
}

/// <summary>Makes codes unique in the deployment. Guessed codes leave nothing behind.</summary>
[GrainType("access-code")]
internal sealed class AccessCodeGrain(
    [PersistentState("code", GrainsFeature.StorageName)] IPersistentState<StoredCode> stored) : Grain, IAccessCodeGrain
{
    public async Task<bool> Claim(string room, CancellationToken cancellation)
    {
        if (stored.State.Room is null)
        {
            await stored.Write(this, new StoredCode { Room = room });
        }

        return stored.State.Room == room;
    }

    public Task<string?> Find(CancellationToken cancellation)
    {
        if (stored.State.Room is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(stored.State.Room);
    }

    public Task Release(string room, CancellationToken cancellation) =>
        stored.State.Room == room ? stored.Delete(this) : Task.CompletedTask;
}
