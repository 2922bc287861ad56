namespace RedConnect.Tests.Grains.Rooms;

/// <summary>One table of docs/room-states.md.</summary>
internal static class RoomTable
{
    public static TheoryData<string, string, string> Cells(int section)
    {
        var rows = Rows(section);
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

    private static List<List<string>> Rows(int section) =>
    [
        .. File.ReadAllText(Document())
            .Split("\n## ").Single(part => part.StartsWith($"{section}. ", StringComparison.Ordinal))
            .Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToList()),
    ];

    private static string Document()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "room-states.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/room-states.md");
    }
}
