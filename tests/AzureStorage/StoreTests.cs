using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

[Collection("deployment")]
public sealed class GrainStorageTests(Deployment deployment) : GrainStorageSpecification
{
    protected override IGrainStorage Storage =>
        deployment.Silo.GetRequiredKeyedService<IGrainStorage>(GrainsFeature.StorageName);
}

[Collection("deployment")]
public sealed class ReminderTests(Deployment deployment) : ReminderTableSpecification
{
    protected override IReminderTable Table => deployment.Silo.GetRequiredService<IReminderTable>();
}
