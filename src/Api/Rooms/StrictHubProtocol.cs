using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace RedConnect.Api.Rooms;

/// <summary>
/// A SignalR protocol whose unreadable messages become calls of <see cref="RoomHub.Reject"/>: unknown methods, wrong
/// arguments, streams where none belongs or none is, and messages above 64 KiB count like any other call, and are
/// answered and logged as violations in one place.
/// </summary>
internal sealed class StrictHubProtocol(IHubProtocol inner) : IHubProtocol
{
    /// <summary>In bytes, as encoded.</summary>
    public const long LargestMessage = 64 * 1024;

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder,
        [NotNullWhen(true)] out HubMessage? message)
    {
        var before = input.Length;
        try
        {
            if (!inner.TryParseMessage(ref input, binder, out message))
            {
                return false;
            }
        }
        catch (InvalidDataException)
        {
            input = input.Slice(input.End);
            message = Rejected(ViolationException.Malformed);
            return true;
        }

        if (before - input.Length > LargestMessage)
        {
            message = Rejected(ViolationException.TooLarge, (message as HubInvocationMessage)?.InvocationId);
        }
        else if (message is InvocationBindingFailureMessage or StreamInvocationMessage || HasWrongStreams(message))
        {
            message = Rejected(ViolationException.Malformed, (message as HubInvocationMessage)?.InvocationId);
        }

        return true;
    }

    /// <summary>Signals are one stream; nothing else is one.</summary>
    private static bool HasWrongStreams(HubMessage message) =>
        message is InvocationMessage { Target: var method, StreamIds: var streams }
            && (streams?.Length ?? 0)
                != (method.Equals(nameof(RoomHub.Signals), StringComparison.OrdinalIgnoreCase) ? 1 : 0);

    private static InvocationMessage Rejected(string code, string? invocation = null) =>
        new(invocation, nameof(RoomHub.Reject), [code]);
}
