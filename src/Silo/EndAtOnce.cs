namespace RedConnect.Silo;

/// <summary>
/// Ends a silo that was told it is dead. Orleans' own handler waits two seconds first, so that logs are written; for as long its gateway takes what nobody will answer
/// (docs/decisions/0009).
/// </summary>
internal sealed class EndAtOnce : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception) => Environment.FailFast(context, exception);
}
