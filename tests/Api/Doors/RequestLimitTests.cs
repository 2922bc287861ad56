using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Tests.Api.Portal;
using RedConnect.Tests.Api.Rooms;

namespace RedConnect.Tests.Api.Doors;

/// <summary>
/// How many requests to the portal's interface a server takes. A host each: limits belong to a server.
/// </summary>
public sealed class RequestLimitTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("Requests", "GET", "/api/session/token")]
    [InlineData("RequestsPerAddress", "GET", "/api/session/token")]
    [InlineData("Requests", "POST", "/api/session/challenge")]
    [InlineData("Requests", "POST", "/api/session")]
    [InlineData("Requests", "POST", "/API/Session")]
    [InlineData("Requests", "POST", "/api/practices")]
    [InlineData("Requests", "POST", "/api/workplaces/recovery")]
    [InlineData("Requests", "PUT", "/api/workplaces/x/name")]
    [InlineData("Requests", "GET", "/api/session")]
    [InlineData("Requests", "DELETE", "/api/session")]
    [InlineData("Requests", "GET", "/api/appointments")]
    [InlineData("Requests", "PUT", "/api/appointments/x")]
    [InlineData("Requests", "DELETE", "/api/appointments/x")]
    [InlineData("Requests", "POST", "/api/codes/evaluation")]
    public async Task Too_many_requests_to_any_endpoint_are_told_when_to_come_back(
        string limit, string method, string path)
    {
        await Limited(limit);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var refusal = await UntilBusy(client, method, path);
        Assert.Equal("unavailable", await Workplace.Code(refusal));
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.True(refusal.Headers.CacheControl?.NoStore);
        Assert.InRange(refusal.Headers.RetryAfter?.Delta ?? TimeSpan.Zero,
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Rooms_are_entered_while_the_portal_refuses_requests()
    {
        await Limited("Requests");
        var codes = await RoomHubTests.PlanRoom(host);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var refusal = await UntilBusy(client, "GET", "/api/session/token");
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await practitioner.Sees(patient, "present");
        Assert.Equal(HubConnectionState.Connected, practitioner.Hub.State);
    }

    private Task Limited(string limit)
    {
        host.Settings[$"Limits:{limit}:Burst"] = "1";
        host.Settings[$"Limits:{limit}:PerSecond"] = "1";
        return host.InitializeAsync();
    }

    private static async Task<HttpResponseMessage> UntilBusy(HttpClient client, string method, string path)
    {
        for (var n = 0; n < 100; n++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            var answer = await client.SendAsync(request);
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("A hundred requests were answered.");
    }
}
