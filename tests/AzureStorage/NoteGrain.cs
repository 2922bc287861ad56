using Orleans.Concurrency;
using RedConnect.Grains;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

[Alias("redconnect.tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")]
    Task<Memo> Read();

    [Alias("Write")]
    Task Write(Memo memo);

    [Alias("Clear")]
    Task Clear();

    [Alias("Remind")]
    Task Remind(string name);

    [Alias("Reminded"), AlwaysInterleave]
    Task<string> Reminded();

    [Alias("Forget")]
    Task Forget(string name);
}

/// <summary>Has state and reminders in the registered stores.</summary>
[GrainType("note")]
internal sealed class NoteGrain([PersistentState("note", GrainsFeature.StorageName)] IPersistentState<Memo> note)
    : Grain, INoteGrain, IRemindable
{
    private readonly TaskCompletionSource<string> reminded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Memo> Read() => Task.FromResult(note.State);

    public Task Write(Memo memo)
    {
        note.State = memo;
        return note.WriteStateAsync();
    }

    public Task Clear() => note.ClearStateAsync();

    public Task Remind(string name) =>
        this.RegisterOrUpdateReminder(name, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    public Task<string> Reminded() => reminded.Task;

    public async Task Forget(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminded.TrySetResult(reminderName);
        return Task.CompletedTask;
    }
}
