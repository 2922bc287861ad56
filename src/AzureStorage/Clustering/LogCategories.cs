namespace Orleans.Clustering.AzureStorage
{
    /// <summary>Under this name the official package logs its requests. Nothing is logged under it here; Orleans' own suites of tests filter by it.</summary>
    internal abstract class AzureTableDataManager<T>;
}

namespace Orleans.AzureUtils
{
    /// <summary>Under this name the official package logs what it does with silos' rows. Nothing is logged under it here; Orleans' own suites of tests filter by it.</summary>
    internal abstract class OrleansSiloInstanceManager;
}
