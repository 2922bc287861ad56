using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using RedConnect.Api.Connections;
using RedConnect.Api.Doors;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>The hub beside a room that answers when the test says so.</summary>
public sealed class LostWhileEnteringTests : IDisposable
{
    private readonly IGrainFactory grains = Substitute.For<IGrainFactory>();
    private readonly IRoomGrain room = Substitute.For<IRoomGrain, IGrainBase>();
    private readonly TaskCompletionSource<EnterAnswer> answer = new();
    private readonly CancellationTokenSource aborted = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RoomLookup lookup;
    private readonly AttemptLimits limits;
    private readonly CodeAttempts attempts;
    private readonly LoadShedding shedding = new(Options.Create(new LimitsOptions()));

    public LostWhileEnteringTests()
    {
        lookup = new RoomLookup(grains);
        limits = new AttemptLimits(grains, new DeploymentKey(new byte[KeyFile.Length]), TimeProvider.System);
        attempts = new CodeAttempts(limits);
        var code = Substitute.For<IAccessCodeGrain>();
        code.Find().ReturnsForAnyArgs("room");
        grains.GetGrain<IAccessCodeGrain>(Arg.Any<string>()).Returns(code);
        grains.GetGrain<IRoomGrain>("room").Returns(room);
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("room", "room"));
        ((IGrainBase)room).GrainContext.Returns(context);
        room.Enter(Arg.Any<EnterRoom>(), Arg.Any<IRoomObserver>()).ReturnsForAnyArgs(answer.Task);
    }

    public void Dispose()
    {
        lookup.Dispose();
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
            hub.Enter(new EnterRequest(new byte[32], new string('a', 32), new byte[32], 1, new byte[] { 1 }));
        await aborted.CancelAsync();
        await hub.OnDisconnectedAsync(null);
        await room.DidNotReceiveWithAnyArgs().Disconnect("");

        answer.SetResult(new EnterAnswer(new Entered(new RoomSnapshot(1, 1, [], Advice.None, false), default), null));
        await entering;
        await room.Received().Disconnect("connection");
    }

    private RoomHub Hub()
    {
        var time = TimeProvider.System;
        var registry = new ConnectionRegistry(grains);
        var door = new RoomDoor(lookup, registry, shedding, attempts, time);
        var metrics = new RoomHubMetrics(services.GetRequiredService<IMeterFactory>());
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
