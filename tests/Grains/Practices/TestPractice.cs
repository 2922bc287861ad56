using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>A practice of its own in the tests' cluster, with all that its user and its first browser know.</summary>
internal sealed class TestPractice(Cluster cluster) : IDisposable
{
    public string Key { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public string User { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public string UserId { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public ImmutableArray<byte> AuthKey { get; } = Draw();

    public ImmutableArray<byte> SheetAuth { get; } = Draw();

    public SigningBrowser Browser { get; } = new();

    public IPracticeGrain Grain => cluster.Grains.GetGrain<IPracticeGrain>(Key);

    public NewPractice Registration =>
        new(User, UserId, [1], AuthKey, [2], Browser.Introduction, SheetAuth, [3]);

    public static ImmutableArray<byte> Draw() => [.. RandomNumberGenerator.GetBytes(32)];

    public static async Task<TestPractice> Registered(Cluster cluster)
    {
        var practice = new TestPractice(cluster);
        Assert.True(await practice.Grain.Register(practice.Registration));
        return practice;
    }

    public void Dispose() => Browser.Dispose();

    /// <summary>The proof of a sign-in that is right in everything, with a fresh challenge.</summary>
    public async Task<SignIn> Proof(SigningBrowser? from = null)
    {
        var browser = from ?? Browser;
        var challenge = await Grain.Challenge();
        return new(User, AuthKey, browser.Id, challenge, browser.Sign(Key, User, challenge));
    }

    public async Task<Recovery> Recovery(SigningBrowser browser) =>
        new(await Proof(browser), SheetAuth, browser.Introduction);

    public async Task<SignInOutcome> SignIn() => (await Grain.SignIn(await Proof())).Outcome;

    /// <summary>What is stored.</summary>
    public async Task<StoredPractice> Stored() => (await Read()).State ?? new StoredPractice();

    /// <summary>Changes what is stored, as an administrator's act on another server would.</summary>
    public async Task Change(Func<StoredPractice, StoredPractice> change)
    {
        var state = await Read();
        state.State = change(state.State ?? new StoredPractice());
        await cluster.Store.WriteStateAsync("practice", Grain.GetGrainId(), state);
        await cluster.Forget(Grain);
    }

    public Task DeactivateUser() => Change(stored => stored with
    {
        Users = [.. stored.Users.Select(user => user with { Active = false })],
    });

    public Task SetWorkplaces(WorkplaceStatus status) => Change(stored => stored with
    {
        Workplaces = [.. stored.Workplaces.Select(workplace => workplace with { Status = status })],
    });

    private async Task<GrainState<StoredPractice>> Read()
    {
        var state = new GrainState<StoredPractice>();
        await cluster.Store.ReadStateAsync("practice", Grain.GetGrainId(), state);
        return state;
    }
}
