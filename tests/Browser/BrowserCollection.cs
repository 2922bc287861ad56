namespace RedConnect.Tests.Browser;

/// <summary>Calls are heavy: one at a time on two cores.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection;
