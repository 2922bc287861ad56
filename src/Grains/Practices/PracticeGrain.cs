using System.Collections.Immutable;
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
        return Task.FromResult(stored.State.HasSheet(sheetAuth));
    }

    public Task<SheetView?> Sheet(CancellationToken cancellation) => Task.FromResult(
        stored.ForgetUnlessStored(this)
            ? new SheetView(stored.State.SheetRevision, stored.State.SheetKeyRing, stored.State.SheetCard)
            : null);

    public async Task<bool> ReplaceSheet(NewSheet sheet, long seen, CancellationToken cancellation)
    {
        if (stored.State.HasSheet(sheet.Auth))
        {
            return true;
        }

        if (!stored.ForgetUnlessStored(this) || stored.State.SheetRevision != seen)
        {
            return false;
        }

        await stored.Write(this, stored.State.With(sheet));
        return true;
    }

    private async Task Complete(NewPractice practice, CancellationToken cancellation)
    {
        var (key, user, workplace) = (this.GetPrimaryKeyString(), practice.User, practice.Workplace);
        await GrainFactory.GetGrain<IRosterGrain>(key).Add(user, isInitial: false, keyRevision: 1, cancellation);
        await GrainFactory.GetGrain<IWorkplaceListGrain>(key).Approve(workplace, user.Id, cancellation);
        await GrainFactory.GetGrain<IAuditGrain>(key).AddOnce("registered", user.Id, workplace.Id, cancellation);
    }

    [LoggerMessage(2001, LogLevel.Information, "A practice was registered.")]
    private partial void LogRegistered();
}
