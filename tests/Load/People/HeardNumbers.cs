namespace RedConnect.Tests.Load.People;

/// <summary>Which numbers of the partner's stream were heard, in whatever order they came. A raised instance begins
/// another stream.</summary>
internal sealed class HeardNumbers
{
    private readonly SortedSet<long> absent = [];
    private int stream;
    private long highest;

    /// <summary>Everything up to this number was heard.</summary>
    public long Complete
    {
        get
        {
            lock (absent)
            {
                return absent.Count > 0 ? absent.Min - 1 : highest;
            }
        }
    }

    /// <summary>Whether this is the first time.</summary>
    public bool Add(int instance, long number)
    {
        lock (absent)
        {
            if (instance > stream)
            {
                (stream, highest) = (instance, 0);
                absent.Clear();
            }

            if (instance < stream || number <= highest)
            {
                return instance == stream && absent.Remove(number);
            }

            while (++highest < number)
            {
                absent.Add(highest);
            }

            return true;
        }
    }
}
