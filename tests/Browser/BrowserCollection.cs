using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser;

/// <summary>
/// Tests that share one stage. Collections run one after the other, because a call needs both processors; that is set
/// in xunit.runner.json and not by an attribute: servers load this assembly without xunit.
/// </summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Stage>;
