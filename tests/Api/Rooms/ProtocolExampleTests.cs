using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MessagePack;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>The examples of docs/protocol.md are what this server reads and writes, in both encodings.</summary>
public sealed partial class ProtocolExampleTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Messages = new()
    {
        ["evaluate"] = typeof(EvaluateRequest),
        ["evaluate-reply"] = typeof(EvaluateReply),
        ["knock"] = typeof(KnockRequest),
        ["knock-reply"] = typeof(KnockReply),
        ["enter"] = typeof(EnterRequest),
        ["enter-reply"] = typeof(EnterReply),
        ["signal"] = typeof(SignalRequest),
        ["acknowledge"] = typeof(AcknowledgeRequest),
        ["admit"] = typeof(SeatRequest),
        ["send-out"] = typeof(SeatRequest),
        ["changed"] = typeof(SnapshotMessage),
        ["delivery"] = typeof(SignalMessage),
        ["acknowledged"] = typeof(AcknowledgedMessage),
        ["replaced"] = typeof(ReplacedMessage),
        ["closing"] = typeof(ClosingMessage),
        ["refusal"] = typeof(RefusalMessage),
        ["refusal-overloaded"] = typeof(RefusalMessage),
    };

    public static TheoryData<string> Names => [.. Messages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_is_read_and_written_field_by_field_as_JSON(string name)
    {
        var example = Example(name);
        var message = JsonSerializer.Deserialize(example, Messages[name], Strict);
        Assert.Equal(example, JsonSerializer.Serialize(message, Messages[name], Strict) + "\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_survives_MessagePack_field_by_field(string name)
    {
        var message = JsonSerializer.Deserialize(Example(name), Messages[name], Strict);
        var packed = MessagePackSerializer.Serialize(Messages[name], message);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Example(name)),
            JsonNode.Parse(MessagePackSerializer.ConvertToJson(packed))));
        var unpacked = MessagePackSerializer.Deserialize(Messages[name], packed);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Example(name)),
            JsonSerializer.SerializeToNode(unpacked, Messages[name], Strict)));
    }

    [Fact]
    public void A_seats_id_follows_from_its_secret_as_in_the_vectors_and_the_examples()
    {
        var seat = JsonNode.Parse(File.ReadAllText(Path.Combine(Documents(), "vectors", "cryptography.json")))?["seat"];
        var secret = Convert.FromHexString((string?)seat?["secret"] ?? "");
        Assert.Equal((string?)seat?["id"], Translation.SeatId(secret));
        Assert.Equal(Convert.ToBase64String(secret), (string?)JsonNode.Parse(Example("enter"))?["secret"]);
        Assert.Contains(Translation.SeatId(secret), Example("enter-reply"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_every_example_and_no_other()
    {
        var named = Link().Matches(File.ReadAllText(Path.Combine(Documents(), "protocol.md")))
            .Select(link => link.Groups[1].Value).Distinct().Order();
        var there = Directory.GetFiles(Path.Combine(Documents(), "protocol"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order();
        Assert.Equal(there, named);
        Assert.Equal(there, Messages.Keys.Order());
    }

    [GeneratedRegex(@"\(protocol/([a-z-]+)\.json\)")]
    private static partial Regex Link();

    private static string Example(string name) =>
        File.ReadAllText(Path.Combine(Documents(), "protocol", $"{name}.json"));

    private static string Documents()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "protocol.md")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException("docs/protocol.md"), "docs");
    }
}
