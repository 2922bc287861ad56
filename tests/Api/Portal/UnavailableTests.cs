using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Tests.Api.Portal;

/// <summary>What the portal says when a silo, not the program, is at fault.</summary>
public sealed class UnavailableTests : IAsyncLifetime
{
    private readonly FailingCalendar failing = new();
    private readonly ApiHost host;

    public UnavailableTests() => host = new ApiHost
    {
        Register = services => services.AddSingleton<IIncomingGrainCallFilter>(failing),
    };

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public static TheoryData<Exception> Passing => [new TimeoutException(), new InconsistentStateException("other")];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_silo_that_does_not_answer_is_told_from_a_fault(Exception failure)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), await ListWhile(failure));
    }

    [Fact]
    public async Task A_fault_names_its_reference() =>
        Assert.Equal((HttpStatusCode.InternalServerError, "fault"), await ListWhile(new InvalidOperationException()));

    private async Task<(HttpStatusCode Status, string? Code)> ListWhile(Exception failure)
    {
        using var workplace = new Workplace(await host.Browser(), $"practice {Workplace.NewId()[..8]}");
        await workplace.Register();
        failing.Failure = failure;
        using var answer = await workplace.Client.GetAsync(new Uri("/api/appointments?from=2026-01-01&to=2026-01-02",
            UriKind.Relative));
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(answer.StatusCode is HttpStatusCode.InternalServerError, problem?.ContainsKey("reference"));
        return (answer.StatusCode, (string?)problem?["code"]);
    }

    private sealed class FailingCalendar : IIncomingGrainCallFilter
    {
        public Exception? Failure { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            Failure is { } failure && context.InterfaceMethod.DeclaringType == typeof(ICalendarGrain)
                ? throw failure
                : context.Invoke();
    }
}
