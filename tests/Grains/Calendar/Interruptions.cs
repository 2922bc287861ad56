using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace RedConnect.Tests.Grains.Calendar;

/// <summary>
/// Interrupts one step of what grains do, a call between them or an access to their store, before or after it was done.
/// </summary>
public sealed class Interruptions : IIncomingGrainCallFilter
{
    private readonly Lock access = new();
    private int left;
    private bool afterwards;

    /// <summary>The step of that number from now on fails; 0 is none.</summary>
    public void At(int step, bool after)
    {
        lock (access)
        {
            (left, afterwards) = (step, after);
        }
    }

    public Task Invoke(IIncomingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith("RedConnect", StringComparison.Ordinal) is true
            ? Step(context.Invoke)
            : context.Invoke();

    public async Task Step(Func<Task> work)
    {
        var fails = Fails();
        if (fails is false)
        {
            throw new IOException("Interrupted before.");
        }

        await work();
        if (fails is true)
        {
            throw new IOException("Interrupted after.");
        }
    }

    /// <summary>Null: not at all; otherwise whether afterwards.</summary>
    private bool? Fails()
    {
        lock (access)
        {
            return left > 0 && --left == 0 ? afterwards : null;
        }
    }
}

/// <summary>A store whose accesses are steps.</summary>
public sealed class InterruptedStore(MemoryStore store, Interruptions interruptions) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        interruptions.Step(() => store.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        interruptions.Step(() => store.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        interruptions.Step(() => store.ClearStateAsync(stateName, grainId, grainState));
}

/// <summary>A cluster that can be interrupted.</summary>
public sealed class FragileCluster : Cluster
{
    public Interruptions Interruptions { get; } = new();

    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(Interruptions);
        silo.Services.RemoveAllKeyed<IGrainStorage>("redconnect");
        var store = new InterruptedStore(Store, Interruptions);
        silo.Services.AddKeyedSingleton<IGrainStorage>("redconnect", (_, _) => store);
    }
}
