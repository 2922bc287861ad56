using Orleans.Configuration;
using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage.Persistence;

/// <summary>State as bytes, rows deleted when it is cleared: as RedConnect has it.</summary>
[Collection("azurite")]
public sealed class DeletedBytesTests(Azurite azurite) : AzureSpecification(azurite, _ => { });

/// <summary>State as bytes, rows emptied when it is cleared: as Orleans has it unless told otherwise.</summary>
[Collection("azurite")]
public sealed class EmptiedBytesTests(Azurite azurite) : AzureSpecification(azurite, options => options.DeleteStateOnClear = false);

/// <summary>State as text.</summary>
[Collection("azurite")]
public sealed class EmptiedTextTests(Azurite azurite) : AzureSpecification(azurite, options =>
{
    options.DeleteStateOnClear = false;
    options.UseStringFormat = true;
    options.GrainStorageSerializer = options.GrainStorageSerializer is PlainText plain ? plain : new Base64();
});

public abstract class AzureSpecification(Azurite azurite, Action<AzureTableStorageOptions> configure) : GrainStorageSpecification, IAsyncLifetime
{
    private IGrainStorage? storage;
    private IGrainStorage? plain;

    protected override IGrainStorage Storage => storage ?? throw new InvalidOperationException();

    protected override IGrainStorage PlainStorage => plain ?? throw new InvalidOperationException();

    public async Task InitializeAsync()
    {
        storage = await Providers.GrainStorage(azurite.Account(), configure);
        plain = await Providers.GrainStorage(azurite.Account(), options =>
        {
            options.GrainStorageSerializer = new PlainText();
            configure(options);
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
