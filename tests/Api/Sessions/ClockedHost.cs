using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Storage;
using Orleans.TestingHost;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Api.Sessions;

/// <summary>
/// A host whose clock stands still until a test moves it, and whose users and workplaces a test can change.
/// </summary>
public sealed class ClockedHost : IAsyncLifetime
{
    private readonly Clock clock = new();

    public ClockedHost() => Host = new ApiHost { Register = Register };

    public ApiHost Host { get; }

    public Task InitializeAsync() => Host.InitializeAsync();

    public Task DisposeAsync() => Host.DisposeAsync();

    public void Pass(TimeSpan time) => clock.Now += time;

    internal Task ChangeUser(string practice, string user, Func<StoredUser, StoredUser> change) =>
        Change(Host.Grains.GetGrain<IUserGrain>($"{practice}-{user}"), "user", change);

    internal Task ChangeWorkplace(string practice, string workplace, WorkplaceStatus status) =>
        Change<StoredWorkplace>(
            Host.Grains.GetGrain<IWorkplaceGrain>($"{practice}-{workplace}"),
            "workplace",
            stored => stored with { Status = status });

    /// <summary>Changes what is stored, as an administrator's act on another server would.</summary>
    private async Task Change<T>(IGrainWithStringKey grain, string name, Func<T, T> change)
        where T : new()
    {
        var store = Host.Services.GetRequiredKeyedService<IGrainStorage>("redconnect");
        var state = new GrainState<T>();
        await store.ReadStateAsync(name, grain.GetGrainId(), state);
        Assert.True(state.RecordExists);
        state.State = change(state.State ?? new T());
        await store.WriteStateAsync(name, grain.GetGrainId(), state);
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
