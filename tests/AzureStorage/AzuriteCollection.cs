namespace RedConnect.Tests.AzureStorage;

/// <summary>One account for all tests, used by one class at a time: one of them stops it.</summary>
[CollectionDefinition("azurite")]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>;
