using System.Security.Cryptography;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>An appointment of nobody: a process that has just started plays it through, and deletes it, before people are sent there.</summary>
public sealed class RehearsedRoom
{
    private const int SealedKeyLength = 60;

    /// <summary>The silo's clock may be behind the one of whoever rehearses.</summary>
    private static readonly TimeSpan OpenSince = TimeSpan.FromHours(12);

    private RehearsedRoom(DateTimeOffset start)
    {
        Plan = new RoomPlan(
            Id,
            Id,
            start,
            [Code(PractitionerCodeId, Role.Practitioner), Code(PatientCodeId, Role.Patient)]);
    }

    /// <summary>Key of the room's grain, and name of the practice it belongs to.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>32 bytes.</summary>
    public ReadOnlyMemory<byte> PractitionerCodeId { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>32 bytes.</summary>
    public ReadOnlyMemory<byte> PatientCodeId { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Open now. Should nobody delete it, its retention does.</summary>
    public RoomPlan Plan { get; }

    /// <summary>Plans an appointment, lets something happen in its room, and deletes it whatever happened.</summary>
    /// <exception cref="InvalidOperationException">The room was not planned.</exception>
    public static async Task Hold(IGrainFactory grains, DateTimeOffset now, Func<RehearsedRoom, IRoomGrain, Task> meeting, CancellationToken cancellation)
    {
        var rehearsed = new RehearsedRoom(now - OpenSince);
        var room = grains.GetGrain<IRoomGrain>(rehearsed.Id);
        try
        {
            var outcome = await room.Plan(rehearsed.Plan, cancellation);
            await (outcome is PlanOutcome.Planned ? meeting(rehearsed, room) : throw new InvalidOperationException($"A room to rehearse in was not planned: {outcome}."));
        }
        finally
        {
            await room.Delete(rehearsed.Id, CancellationToken.None);
        }
    }

    private static RoomCode Code(ReadOnlyMemory<byte> id, Role role) =>
        new(Convert.ToHexStringLower(SHA256.HashData(id.Span)), role, [.. RandomNumberGenerator.GetBytes(SealedKeyLength)]);
}
