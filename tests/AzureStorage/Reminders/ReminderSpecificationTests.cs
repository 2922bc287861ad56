using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage.Reminders;

[Collection("azurite")]
public sealed class ReminderSpecificationTests : ReminderTableSpecification
{
    public ReminderSpecificationTests(Azurite azurite) => Table = Providers.Reminders(azurite.Account()).GetAwaiter().GetResult();

    protected override IReminderTable Table { get; }
}
