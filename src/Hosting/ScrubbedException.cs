using System.Globalization;
using System.Reflection;
using System.Text;

namespace RedConnect.Hosting;

/// <summary>
/// What may be logged of an exception: its type, its numbers and enumerations (an HTTP status, an error code), its
/// stack, and the same of those inside it. Never a message: those of stores and Orleans name keys and paths.
/// </summary>
#pragma warning disable CA1064 // Never thrown: loggers take nothing else.
internal sealed class ScrubbedException : Exception
#pragma warning restore CA1064
{
    private const int Deepest = 10;
    private readonly string text;

    private ScrubbedException(Exception original)
        : base(Summary(original)) => text = Describe(original, 0);

    public static ScrubbedException? Of(Exception? original) => original is null ? null : new(original);

    public override string ToString() => text;

    private static string Describe(Exception exception, int depth)
    {
        var inner = exception is AggregateException all ? all.InnerExceptions : Inner(exception);
        var text = new StringBuilder(Summary(exception));
        foreach (var cause in depth < Deepest ? inner : [])
        {
            text.Append("\n ---> ").Append(Describe(cause, depth + 1)).Append("\n   --- End of inner exception ---");
        }

        foreach (var frame in (exception.StackTrace ?? "").Split('\n').Where(IsFrame))
        {
            text.Append('\n').Append(frame.TrimEnd());
        }

        return text.ToString();
    }

    private static IReadOnlyList<Exception> Inner(Exception exception) =>
        exception.InnerException is { } inner ? [inner] : [];

    /// <summary>Stacks from other processes are texts.</summary>
    private static bool IsFrame(string line) => line.StartsWith("   at ", StringComparison.Ordinal);

    private static string Summary(Exception exception)
    {
        var type = exception.GetType();
        var figures = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && IsFigure(property.PropertyType))
            .Where(property => property.Name != nameof(HResult) || exception is IOException)
            .Select(property => string.Create(
                CultureInfo.InvariantCulture, $"{property.Name} {property.GetValue(exception)}"));
        return $"{type.FullName} ({string.Join(", ", figures)})".Replace(" ()", "", StringComparison.Ordinal);
    }

    private static bool IsFigure(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum || plain.IsPrimitive;
    }
}
