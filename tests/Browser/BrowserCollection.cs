using RedConnect.Tests.Browser.Scene;

// Calls are heavy, and two cores carry one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RedConnect.Tests.Browser;

/// <summary>What shares one stage.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Stage>;
