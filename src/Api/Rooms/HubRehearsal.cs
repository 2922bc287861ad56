using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>Two people meet, exchange signals and say goodbye, through this process' hub and whichever silo has their room.</summary>
internal sealed class HubRehearsal(
    HubConnectionHandler<RoomHub> hub,
    IServiceProvider services,
    IGrainFactory grains,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Rehearsal> log) : Rehearsal(lifetime, time, log)
{
    private const int SealedLength = 400;

    protected override Task Play(CancellationToken cancellation) => RehearsedRoom.Hold(
        grains,
        Time.GetUtcNow(),
        async (rehearsed, _) =>
        {
            await using var one = await RehearsalLine.Open(hub, services, cancellation);
            await using var other = await RehearsalLine.Open(hub, services, cancellation);
            var (here, there) = (await Enter(one, rehearsed.PractitionerCodeId), await Enter(other, rehearsed.PatientCodeId));
            await Talk(one, other, here, there);
            await Talk(other, one, there, here);
            await one.Ask<object>(nameof(RoomHub.Leave));
            await other.Ask<object>(nameof(RoomHub.Leave));
        },
        cancellation);

    private static async Task<string> Enter(RehearsalLine line, ReadOnlyMemory<byte> code)
    {
        var seat = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await line.Ask<KnockReply>(nameof(RoomHub.Knock), new KnockRequest(code));
        var reply = await line.Ask<EnterReply>(nameof(RoomHub.Enter), new EnterRequest(code, seat, RandomNumberGenerator.GetBytes(32), 1, new byte[64], null));
        await line.OpenStream();
        return reply?.Entered is null ? throw new InvalidOperationException($"refused: {reply?.Refusal?.Reason}") : seat;
    }

    private static async Task Talk(RehearsalLine speaker, RehearsalLine listener, string from, string to)
    {
        await speaker.Signal(new SignalRequest(to, 1, 1, new byte[SealedLength]));
        await listener.Hear(nameof(IRoomClient.Signals));
        await listener.Say(nameof(RoomHub.Acknowledge), new AcknowledgeRequest(from, 1, 1));
        await speaker.Hear(nameof(IRoomClient.Acknowledged));
        await speaker.Ask<SnapshotMessage>(nameof(RoomHub.Snapshot));
    }
}
