using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Storage;
using Orleans.TestingHost;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Api.Sessions;

/// <summary>A host whose clock stands still until a test moves it, and whose practices a test can change.</summary>
public sealed class ClockedHost : IAsyncLifetime
{
    private readonly Clock clock = new();

    public ClockedHost() => Host = new ApiHost { Register = Register };

    public ApiHost Host { get; }

    public Task InitializeAsync() => Host.InitializeAsync();

    public Task DisposeAsync() => Host.DisposeAsync();

    public void Pass(TimeSpan time) => clock.Now += time;

    /// <summary>Changes what is stored, as an administrator's act on another server would.</summary>
    internal async Task Change(string practice, Func<StoredPractice, StoredPractice> change)
    {
        var grain = Host.Grains.GetGrain<IPracticeGrain>(practice);
        var store = Host.Services.GetRequiredKeyedService<IGrainStorage>("redconnect");
        var state = new GrainState<StoredPractice>();
        await store.ReadStateAsync("practice", grain.GetGrainId(), state);
        Assert.True(state.RecordExists);
        state.State = change(state.State ?? new StoredPractice());
        await store.WriteStateAsync("practice", grain.GetGrainId(), state);
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }

    private void Register(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(clock);
        services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
    }

    /// <summary>Only what it says stands still: timers run.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
