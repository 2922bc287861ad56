using NSubstitute;
using RedConnect.Api.Doors;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Api.Doors;

public sealed class RoomLookupTests
{
    private static readonly KnockAnswer Welcome =
        new(new Door("there", Role.Patient, [1], default, default, Admission.Automatic), null);
    private static readonly KnockAnswer Never = new(null, new Refusal(RefusalReason.Unknown));
    private static readonly KnockAnswer Later = new(null, new Refusal(RefusalReason.TooEarly));
    private readonly IGrainFactory grains = Substitute.For<IGrainFactory>();
    private readonly IAccessCodeGrain code = Substitute.For<IAccessCodeGrain>();

    public RoomLookupTests() => grains.GetGrain<IAccessCodeGrain>("code").Returns(code);

    [Fact]
    public async Task A_code_is_looked_up_once_unless_its_room_does_not_know_it()
    {
        using var rooms = new RoomLookup(grains);
        var there = Room("there", Welcome, Later, Welcome);
        code.Find().ReturnsForAnyArgs("there");
        Assert.Equal((there, Welcome), await Knock(rooms));
        Assert.Equal((there, Later), await Knock(rooms));
        Assert.Equal((there, Welcome), await Knock(rooms));
        await code.ReceivedWithAnyArgs(1).Find();
    }

    [Fact]
    public async Task A_code_that_moved_to_another_room_opens_that()
    {
        using var rooms = new RoomLookup(grains);
        Room("there", Welcome, Never);
        var next = Room("next", Welcome);
        code.Find().ReturnsForAnyArgs("there", "next");
        await Knock(rooms);
        Assert.Equal((next, Welcome), await Knock(rooms));
        Assert.Equal((next, Welcome), await Knock(rooms));
    }

    [Fact]
    public async Task A_code_without_a_room_is_not_cached()
    {
        using var rooms = new RoomLookup(grains);
        Room("there", Welcome, Never);
        code.Find().ReturnsForAnyArgs("there", null, null, "there");
        await Knock(rooms);
        Assert.Equal((null, null), await Knock(rooms));
        Assert.Equal((null, null), await Knock(rooms));
        await code.ReceivedWithAnyArgs(3).Find();
    }

    private IRoomGrain Room(string id, params KnockAnswer[] answers)
    {
        var room = Substitute.For<IRoomGrain>();
        room.Knock("code").ReturnsForAnyArgs(Task.FromResult(answers[0]), [.. answers.Skip(1).Select(Task.FromResult)]);
        grains.GetGrain<IRoomGrain>(id).Returns(room);
        return room;
    }

    private static Task<(IRoomGrain? Room, KnockAnswer? Answer)> Knock(RoomLookup rooms) =>
        rooms.Ask("code", room => room.Knock("code"), answer => answer.Refusal, CancellationToken.None);
}
