using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser;

/// <summary>Calls are heavy: one at a time on two cores, and on one stage, but for those that bring their own.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Stage>;
