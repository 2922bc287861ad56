using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

public sealed class GrainStorageTests(Deployment deployment) : GrainStorageSpecification, IClassFixture<Deployment>
{
    protected override IGrainStorage Storage => deployment.Silo.GetRequiredKeyedService<IGrainStorage>("redconnect");
}

public sealed class ReminderTests(Deployment deployment) : ReminderTableSpecification, IClassFixture<Deployment>
{
    protected override IReminderTable Table => deployment.Silo.GetRequiredService<IReminderTable>();
}
