namespace RedConnect.Tests.Grains;

/// <summary>A table of events and states in a document: the first column names events, the first row states.</summary>
internal static class StateTable
{
    /// <summary>Event, state and answer of each cell.</summary>
    /// <param name="page">File name in docs.</param>
    /// <param name="section">Number of the section that holds the table.</param>
    public static TheoryData<string, string, string> Cells(string page, int section)
    {
        var rows = Rows(page, section);
        var states = rows[0];
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(2))
        {
            for (var column = 1; column < row.Count; column++)
            {
                cells.Add(row[0], states[column], row[column]);
            }
        }

        return cells;
    }

    private static List<List<string>> Rows(string page, int section) =>
    [
        .. File.ReadAllText(Document(page))
            .Split("\n## ").Single(part => part.StartsWith($"{section}. ", StringComparison.Ordinal))
            .Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToList()),
    ];

    private static string Document(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", name);
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException($"docs/{name}");
    }
}
