using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>
/// That a practice exists, and its recovery sheet. It never sees a password, and opens nothing it holds.
/// </summary>
[GrainType("practice")]
internal sealed partial class PracticeGrain(
    [PersistentState("practice", GrainsFeature.StorageName)] IPersistentState<StoredPractice> stored,
    ILogger<PracticeGrain> log) : Grain, IPracticeGrain
{
    private const Roles Founder = Roles.Practitioner | Roles.Administrator;

    /// <summary>
    /// The name first: what follows is stored only for the registration that has it. Each step can be repeated.
    /// </summary>
    public async Task<bool> Register(NewPractice practice, CancellationToken cancellation)
    {
        if (!stored.RecordExists)
        {
            await stored.Write(this, StoredPractice.Of(practice));
            LogRegistered();
        }
        else if (!stored.State.WasRegisteredAs(practice))
        {
            return false;
        }

        await Complete(practice, cancellation);
        return true;
    }

    public Task<bool> HasSheet(ImmutableArray<byte> sheetAuth, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(sheetAuth.AsSpan()), stored.State.SheetHash.AsSpan()));
    }

    private async Task Complete(NewPractice practice, CancellationToken cancellation)
    {
        var (key, workplace) = (this.GetPrimaryKeyString(), practice.Workplace);
        var user = new NewUser(
            practice.UserId, Founder, practice.SealedFullName, practice.AuthKey, practice.WrappedKeyRing);
        await GrainFactory.GetGrain<IUserGrain>($"{key}-{practice.UserKeyName}").Add(user, cancellation);
        await GrainFactory.GetGrain<IWorkplaceGrain>($"{key}-{workplace.Id}").Approve(workplace, cancellation);
        await GrainFactory.GetGrain<IAuditGrain>(key)
            .AddOnce("registered", practice.UserId, workplace.Id, cancellation);
    }

    [LoggerMessage(2001, LogLevel.Information, "A practice was registered.")]
    private partial void LogRegistered();
}
