using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using RedConnect.Api.Codes;
using RedConnect.Api.Connections;
using RedConnect.Api.Doors;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>The hub beside a room that answers when the test says so.</summary>
public sealed class LostWhileEnteringTests : IDisposable
{
    private static readonly string RoomId = new('b', 32);
    private readonly IGrainFactory grains = Substitute.For<IGrainFactory>();
    private readonly IRoomGrain room = Substitute.For<IRoomGrain>();
    private readonly TaskCompletionSource<EnterAnswer> answer = new();
    private readonly CancellationTokenSource aborted = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DeploymentKey deployment = new(new byte[KeyFile.Length]);
    private readonly AttemptLimits limits;
    private readonly CodeAttempts attempts;
    private readonly LoadShedding shedding = new(Options.Create(new LimitsOptions()));

    public LostWhileEnteringTests()
    {
        limits = new AttemptLimits(grains, deployment, TimeProvider.System);
        attempts = new CodeAttempts(limits);
        grains.GetGrain<IRoomGrain>(RoomId).Returns(room);
        room.Enter(Arg.Any<EnterRoom>(), Arg.Any<IRoomObserver>()).ReturnsForAnyArgs(answer.Task);
    }

    public void Dispose()
    {
        attempts.Dispose();
        limits.Dispose();
        shedding.Dispose();
        aborted.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task A_connection_that_is_lost_while_the_room_answers_leaves_no_ghost_in_its_seat()
    {
        using var hub = Hub();
        await hub.OnConnectedAsync();
        var entering =
            hub.Enter(new EnterRequest(RoomId, null, new byte[32], 1, new byte[] { 1 }));
        await aborted.CancelAsync();
        await hub.OnDisconnectedAsync(null);
        await room.DidNotReceiveWithAnyArgs().Disconnect("");

        var snapshot = new RoomSnapshot(1, 1, [], Advice.None, Cancelled: false, Watched: false, DelayMinutes: 0);
        answer.SetResult(new EnterAnswer(new Entered(snapshot, default), null));
        await entering;
        await room.Received().Disconnect("connection");
    }

    private RoomHub Hub()
    {
        var time = TimeProvider.System;
        var registry = new ConnectionRegistry();
        var observers = new ObserverReferences<IRoomObserver>(grains, new RoomObserver(registry));
        var door = new RoomDoor(grains, observers, shedding, attempts, OprfKey.Of(deployment));
        var metrics = new HubMetrics(services.GetRequiredService<IMeterFactory>());
        return new RoomHub(registry, door, Options.Create(new RoomHubOptions()), time, metrics)
        {
            Context = Context(),
            Clients = Substitute.For<IHubCallerClients<IRoomClient>>(),
        };
    }

    private HubCallerContext Context()
    {
        var features = new FeatureCollection();
        var http = Substitute.For<IHttpContextFeature>();
        http.HttpContext.Returns(new DefaultHttpContext());
        features.Set(http);
        var context = Substitute.For<HubCallerContext>();
        context.ConnectionId.Returns("connection");
        context.Features.Returns(features);
        context.ConnectionAborted.Returns(aborted.Token);
        return context;
    }
}
