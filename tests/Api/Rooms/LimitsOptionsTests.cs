using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Rooms;

public sealed class LimitsOptionsTests
{
    [Theory]
    [InlineData("Connections")]
    [InlineData("PagesPerAddress:Burst")]
    public async Task A_limit_that_lets_nobody_in_is_refused_at_the_start(string limit)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Configuration[$"Limits:{limit}"] = "0";
        builder.AddLoadShedding();
        await using var app = builder.Build();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains(limit.Split(':')[^1], refusal.Message, StringComparison.Ordinal);
    }
}
