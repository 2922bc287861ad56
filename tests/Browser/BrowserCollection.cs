using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser;

/// <summary>What shares one stage. Calls are heavy: one after the other on two cores (xunit.runner.json, for servers that load this assembly know no attribute of xunit).</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Stage>;
