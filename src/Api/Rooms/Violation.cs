using Microsoft.AspNetCore.SignalR;

namespace RedConnect.Api.Rooms;

/// <summary>A client broke the protocol; the message is the stable code of docs/protocol.md, section 7. Its connection
/// is closed.</summary>
public sealed class ViolationException(string code) : HubException(code)
{
    /// <summary>A field is missing, of the wrong type or length.</summary>
    public const string Malformed = "malformed";

    /// <summary>A sealed signal or name is too large.</summary>
    public const string TooLarge = "tooLarge";

    /// <summary>A message that needs a seat came on a connection that holds none.</summary>
    public const string NotEntered = "notEntered";

    /// <summary>Too many messages.</summary>
    public const string TooFast = "tooFast";
}
