namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>Which pass opened the door. A room has one link and one code for each side.</summary>
[GenerateSerializer, Alias("redconnect.Role")]
public enum Role
{
    /// <summary>A user of the practice who consults.</summary>
    Practitioner,

    /// <summary>The person who is treated; anybody with the patient's pass.</summary>
    Patient,

    /// <summary>A relative, interpreter, carer or colleague with a pass of their own.</summary>
    Guest,
}

/// <summary>State of a seat (docs/room-states.md).</summary>
[GenerateSerializer, Alias("redconnect.Presence")]
public enum Presence
{
    /// <summary>In the room, but not admitted, or the other side is not there yet.</summary>
    Waiting,

    /// <summary>Connected and admitted, and so is somebody of the other side: signals are relayed.</summary>
    Present,

    /// <summary>The connection has been gone for less than 15 s.</summary>
    Reconnecting,

    /// <summary>Said goodbye. May come back with the seat's secret while the room is open.</summary>
    Left,

    /// <summary>The connection has been gone for longer; the room goes on without this seat, which may come back at any
    /// time.</summary>
    Away,
}

/// <summary>Who lets patients in.</summary>
[GenerateSerializer, Alias("redconnect.Admission")]
public enum Admission
{
    /// <summary>Entering is being admitted.</summary>
    Automatic,

    /// <summary>A practitioner in the room admits each seat.</summary>
    ByPractitioner,
}

/// <summary>Why people in the room may be waiting in vain.</summary>
[GenerateSerializer, Alias("redconnect.Advice")]
public enum Advice
{
    /// <summary>Nothing to say.</summary>
    None,

    /// <summary>Two or more people are here and all came with the same side's pass.</summary>
    SameSide,

    /// <summary>Only one side is here, and in another room of the same organiser only the other side waits.</summary>
    Elsewhere,
}
