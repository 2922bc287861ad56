namespace RedConnect.Tests.AzureStorage;

/// <summary>What happens to a request.</summary>
public enum Fault
{
    /// <summary>It is carried out and answered.</summary>
    None,

    /// <summary>429, not carried out.</summary>
    Throttled,

    /// <summary>503, not carried out.</summary>
    Busy,

    /// <summary>Carried out; the connection ends before the answer.</summary>
    AnswerLost,

    /// <summary>Not carried out; the connection ends.</summary>
    Unreachable,
}

/// <summary>A limited number of failing requests to one table.</summary>
internal sealed class Outage(string table, Fault fault, int count)
{
    private int failed;

    /// <summary>How many requests have failed.</summary>
    public int Failed => Math.Min(Volatile.Read(ref failed), count);

    public Fault Next(string path) =>
        path.Contains($"/{table}", StringComparison.Ordinal) && Interlocked.Increment(ref failed) <= count
            ? fault
            : Fault.None;
}
