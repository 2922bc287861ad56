using System.Text.RegularExpressions;

namespace RedConnect.Tests.Architecture;

public sealed partial class FormTests
{
    /// <summary>A browser that sends a form itself, because our script did not load, sends named fields only: a code or
    /// password must never be one.</summary>
    [Fact]
    public void Fields_have_no_names_so_that_no_browser_can_send_them_by_itself() =>
        Assert.Empty(Repository.Files("*.cshtml")
        .SelectMany(file => NamedField().Matches(File.ReadAllText(file))
            .Select(match => $"{Repository.Name(file)}: {match.Value}")));

    [GeneratedRegex(@"<(input|select|textarea)\b[^>]*\sname=[^>]*>")]
    private static partial Regex NamedField();
}
