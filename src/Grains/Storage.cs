using Orleans.Storage;

namespace RedConnect.Grains;

/// <summary>Where grains keep their state, and what they do when that fails.</summary>
internal static class Storage
{
    /// <summary>
    /// Writes a new state. When that fails, the grain still holds the old one; when another activation wrote in
    /// between, this one ends, so that the next call starts from what is really stored.
    /// </summary>
    public static async Task Write<T>(this IPersistentState<T> stored, IGrainBase grain, T next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception failure)
        {
            stored.State = before;
            EndIfInconsistent(grain, failure);
            throw;
        }
    }

    /// <summary>Deletes the state and ends the activation.</summary>
    public static async Task Delete<T>(this IPersistentState<T> stored, IGrainBase grain)
    {
        try
        {
            if (stored.RecordExists)
            {
                await stored.ClearStateAsync();
            }
        }
        finally
        {
            grain.DeactivateOnIdle();
        }
    }

    /// <summary>
    /// Whether the grain has a record. Without one its activation ends after this call: names that somebody made up
    /// must not fill the memory.
    /// </summary>
    public static bool ForgetUnlessStored<T>(this IPersistentState<T> stored, IGrainBase grain)
    {
        if (!stored.RecordExists)
        {
            grain.DeactivateOnIdle();
        }

        return stored.RecordExists;
    }

    private static void EndIfInconsistent(IGrainBase grain, Exception failure)
    {
        if (failure is InconsistentStateException)
        {
            grain.DeactivateOnIdle();
        }
    }
}
