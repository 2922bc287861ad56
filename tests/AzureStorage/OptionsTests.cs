using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace RedConnect.Tests.AzureStorage;

public sealed class OptionsTests
{
    private static readonly Uri Address = new("https://account.example/");

    [Fact]
    public void Retries_are_bounded_by_the_official_defaults_unless_said_otherwise()
    {
        var options = new AzureTableStorageOptions();
        var retry = Patience(options);
        Assert.Equal((5, TimeSpan.FromSeconds(0.8), TimeSpan.FromMinutes(1), RetryMode.Exponential), (retry.MaxRetries, retry.Delay, retry.MaxDelay, retry.Mode));
        options.StoragePolicyOptions.MaxOperationRetries = 2;
        options.StoragePolicyOptions.PauseBetweenOperationRetries = TimeSpan.FromMilliseconds(10);
        options.StoragePolicyOptions.MaxPauseBetweenOperationRetries = TimeSpan.FromMilliseconds(20);
        retry = Patience(options);
        Assert.Equal((2, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)), (retry.MaxRetries, retry.Delay, retry.MaxDelay));
    }

    [Fact]
    public void An_account_is_never_nothing()
    {
#pragma warning disable CS0618 // Obsolete officially, and officially there.
        Action<AzureTableStorageOptions>[] nothings =
        [
            options => options.TableServiceClient = Nothing<TableServiceClient>(),
            options => options.ConfigureTableServiceClient(Nothing<string>()),
            options => options.ConfigureTableServiceClient(Nothing<Uri>()),
            options => options.ConfigureTableServiceClient(Nothing<Uri>(), new Identity()),
            options => options.ConfigureTableServiceClient(Address, Nothing<TokenCredential>()),
            options => options.ConfigureTableServiceClient(Nothing<Func<Task<TableServiceClient>>>()),
        ];
#pragma warning restore CS0618
        Assert.All(nothings, nothing => Assert.Throws<ArgumentNullException>(() => Configure(nothing)));
    }

    [Fact]
    public async Task An_account_is_given_in_any_of_the_official_ways()
    {
#pragma warning disable CS0618 // Obsolete officially, and officially there.
        var identity = new Identity();
        Assert.All(
            new[]
            {
                await Made(options => options.ConfigureTableServiceClient("DefaultEndpointsProtocol=https;AccountName=account;AccountKey=AAAA;TableEndpoint=https://account.example/")),
                await Made(options => options.ConfigureTableServiceClient(new Uri(Address, "?sv=2019&sig=x"))),
                await Made(options => options.ConfigureTableServiceClient(Address, identity)),
                await Made(options => options.ConfigureTableServiceClient(Address, new AzureSasCredential("sig"))),
                await Made(options => options.ConfigureTableServiceClient(Address, new TableSharedKeyCredential("account", "AAAA"))),
                await Made(options => options.ConfigureTableServiceClient(() => Task.FromResult(new TableServiceClient(Address, identity)))),
                await Made(options => options.TableServiceClient = new TableServiceClient(Address, identity)),
            },
            table => Assert.Equal("OrleansGrainState", table.Name));
#pragma warning restore CS0618
    }

    [Theory]
    [InlineData("no_letter_or_digit")]
    [InlineData("1st")]
    [InlineData("")]
    public async Task A_silo_does_not_start_on_a_table_that_cannot_be(string name) => Assert.Contains(
        "TableName", (await Refused(options => (options.TableName, options.TableServiceClient) = (name, new TableServiceClient(Address, new Identity())))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_silo_does_not_start_without_an_account() =>
        Assert.Contains("AzureTableStorageOptions.TableServiceClient is not set", (await Refused(_ => { })).Message, StringComparison.Ordinal);

    private static T Nothing<T>()
        where T : class => new[] { null as T }[0]!;

    private static AzureTableStorageOptions Configure(Action<AzureTableStorageOptions> configure)
    {
        var options = new AzureTableStorageOptions();
        configure(options);
        return options;
    }

    private static Task<TableClient> Made(Action<AzureTableStorageOptions> configure) => Configure(configure).Table();

    private static async Task<OrleansConfigurationException> Refused(Action<AzureTableStorageOptions> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddAzureTableGrainStorage("store", configure));
        using var host = builder.Build();
        return await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
    }

    private static RetryOptions Patience(AzureTableStorageOptions options)
    {
        options.ClientOptions = new TableClientOptions();
        options.Connect("DefaultEndpointsProtocol=https;AccountName=account;AccountKey=AAAA;TableEndpoint=https://account.example/");
        options.Table().GetAwaiter().GetResult();
        return options.ClientOptions.Retry;
    }

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => default;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => default;
    }
}
