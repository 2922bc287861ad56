using System.Buffers;
using RedConnect.Api.Codes;
using RedConnect.Api.Portal.Live;

namespace RedConnect.Api.Rooms;

/// <summary>The form that a message must have.</summary>
internal static class Checks
{
    private const int LargestSignal = 32 * 1024;
    private const int LargestHello = 1024;
    private const int PassIdBytes = 32;

    /// <summary>In minutes. A practice that is later moves the appointment.</summary>
    private const int LongestDelay = 240;

    /// <summary>Numbers that JavaScript represents exactly.</summary>
    private const long LargestNumber = (1L << 53) - 1;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static void Check(this EvaluateRequest? request) =>
        Demand(request?.Blinded.Length == OprfKey.ElementBytes);

    public static void Check(this KnockRequest? request) =>
        Demand(request is { PassId.Length: PassIdBytes } && (request.Room is null || IsId(request.Room)));

    public static void Check(this EnterRequest? request)
    {
        Demand(request is { Secret.Length: 32 } && request.PassId is null or { Length: PassIdBytes });
        Demand(IsId(request?.Room));
        Demand(request is { Instance: >= 1, SealedHello.Length: > 0 });
        Limit(request?.SealedHello.Length <= LargestHello);
    }

    public static void Check(this SignalRequest? request)
    {
        Demand(IsId(request?.To)
            && request is { ToInstance: >= 1, Number: >= 1 and <= LargestNumber, Sealed.Length: > 0 });
        Limit(request?.Sealed.Length <= LargestSignal);
    }

    public static void Check(this AcknowledgeRequest? request) =>
        Demand(IsId(request?.To) && request is { ToInstance: >= 1, Number: >= 0 and <= LargestNumber });

    public static void Check(this SeatRequest? request) => Demand(IsId(request?.Seat));

    public static void Check(this RoomSeatRequest? request) => Demand(IsId(request?.Room) && IsId(request?.Seat));

    public static void Check(this DelayRequest? request) =>
        Demand(IsId(request?.Room) && request is { Minutes: >= 0 and <= LongestDelay });

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public static bool IsId(string? text) => text is { Length: 32 } && !text.AsSpan().ContainsAnyExcept(HexDigits);

    private static void Demand(bool wellFormed)
    {
        if (!wellFormed)
        {
            throw new ViolationException(ViolationException.Malformed);
        }
    }

    private static void Limit(bool withinSize)
    {
        if (!withinSize)
        {
            throw new ViolationException(ViolationException.TooLarge);
        }
    }
}
