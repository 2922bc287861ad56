using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser;

/// <summary>
/// Tests that share one stage. Two collections run at the same time, since people and servers wait more than they
/// compute; that is set in xunit.runner.json and not by an attribute: servers load this assembly without xunit.
/// </summary>
[CollectionDefinition("consultations")]
public sealed class ConsultationCollection : ICollectionFixture<Stage>;

/// <summary>The same for the portal and single pages.</summary>
[CollectionDefinition("pages")]
public sealed class PageCollection : ICollectionFixture<Stage>;

/// <summary>Calls during faults, and pages that must be quicker than a limit: nothing else may take their
/// processors.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
