using System.Globalization;
using MessagePack;
using MessagePack.Resolvers;

namespace RedConnect.Tests.Browser.Scene.Lying;

/// <summary>SignalR's frames as they travel: messages in MessagePack, each after its length in 7-bit groups.</summary>
internal static class HubFrames
{
    private static readonly MessagePackSerializerOptions Primitives =
        MessagePackSerializerOptions.Standard.WithResolver(PrimitiveObjectResolver.Instance);

    /// <summary>The same frame after <paramref name="change"/> has seen every map in it.</summary>
    public static byte[] Rewrite(byte[] frame, Action<Dictionary<object, object?>> change)
    {
        using var rewritten = new MemoryStream();
        for (var at = 0; at < frame.Length;)
        {
            var length = ReadLength(frame, ref at);
            var message = MessagePackSerializer.Deserialize<object?>(frame.AsMemory(at, length), Primitives);
            Visit(message, change);
            var bytes = MessagePackSerializer.Serialize(message, Primitives);
            WriteLength(rewritten, bytes.Length);
            rewritten.Write(bytes);
            at += length;
        }

        return rewritten.ToArray();
    }

    public static string Text(this Dictionary<object, object?> map, string field) =>
        Convert.ToString(map[field], CultureInfo.InvariantCulture) ?? "";

    public static byte[]? Bytes(this Dictionary<object, object?> map, string field) =>
        map.GetValueOrDefault(field) as byte[];

    private static void Visit(object? value, Action<Dictionary<object, object?>> change)
    {
        if (value is object?[] list)
        {
            Array.ForEach(list, each => Visit(each, change));
        }
        else if (value is Dictionary<object, object?> map)
        {
            change(map);
            map.Values.ToList().ForEach(each => Visit(each, change));
        }
    }

    private static int ReadLength(byte[] frame, ref int at)
    {
        var (length, shift) = (0, 0);
        byte group;
        do
        {
            group = frame[at++];
            length |= (group & 0x7f) << shift;
            shift += 7;
        }
        while (group >= 0x80);
        return length;
    }

    private static void WriteLength(Stream frame, int length)
    {
        for (; length >= 0x80; length >>= 7)
        {
            frame.WriteByte((byte)(length | 0x80));
        }

        frame.WriteByte((byte)length);
    }
}
