using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Calendar;

/// <summary>An operation that is stored before its first step, so that an interrupted one is completed later.</summary>
/// <param name="Entry">The entry as it will be.</param>
/// <param name="Passes">Of a planned entry; a cancelled one needs none.</param>
/// <param name="Left">The day the entry was on before, when it moves.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Intent")]
internal sealed record Intent(
    [property: Id(0)] Appointment Entry,
    [property: Id(1)] ImmutableArray<RoomPass> Passes,
    [property: Id(2)] DateOnly? Left)
{
    public DateOnly Day => Entry.Content.Day;

    public static Intent ToPlan(PlanAppointment command, Appointment? present)
    {
        var (organiser, revision) = present is null ? (command.Act.User, 1) : (present.Organiser, present.Revision + 1);
        var entry = new Appointment(command.Room, organiser, command.Content, revision, command.Act.Change);
        var moves = present is not null && present.Content.Day != entry.Content.Day;
        return new(entry, command.Passes, moves ? present?.Content.Day : null);
    }

    public static Intent ToCancel(CancelAppointment command, Appointment present) =>
        new(present with { Cancelled = true, Revision = present.Revision + 1, Change = command.Act.Change }, [], null);
}
