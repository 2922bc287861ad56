using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RedConnect.Api.Portal;

namespace RedConnect.Tests.Api.Portal;

/// <summary>The examples of docs/portal-api.md are what this server reads and writes.</summary>
public sealed partial class PortalExampleTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Bodies = new()
    {
        ["register"] = typeof(RegisterBody),
        ["challenge"] = typeof(ChallengeBody),
        ["sign-in"] = typeof(SignInBody),
        ["recover"] = typeof(RecoveryBody),
        ["name-workplace"] = typeof(WorkplaceNameBody),
        ["session"] = typeof(SessionBody),
        ["plan"] = typeof(AppointmentBody),
        ["change"] = typeof(AppointmentBody),
        ["appointment"] = typeof(AppointmentView),
        ["appointments"] = typeof(IReadOnlyList<AppointmentView>),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_is_read_and_written_field_by_field(string name)
    {
        var body = JsonSerializer.Deserialize(PortalExample.Text(name), Bodies[name], Strict);
        Assert.Equal(PortalExample.Text(name), JsonSerializer.Serialize(body, Bodies[name], Strict) + "\n");
    }

    [Fact]
    public void The_page_names_every_example_and_no_other()
    {
        var named = Link().Matches(PortalExample.Page).Select(link => link.Groups[1].Value).Distinct().Order();
        Assert.Equal(PortalExample.Names, named);
    }

    [Theory]
    [InlineData("register", "sign-in", "")]
    [InlineData("recover", "recover", "signIn")]
    public void The_signature_is_made_as_the_page_says(string introduction, string example, string inner)
    {
        var proof = inner.Length > 0 ? PortalExample.Read(example)[inner] : PortalExample.Read(example);
        string[] fields =
        [
            "rc1",
            "login",
            ShortName.KeyName((string?)proof?["practice"]) ?? "",
            ShortName.KeyName((string?)proof?["user"]) ?? "",
            (string?)proof?["challenge"] ?? "",
        ];
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Bytes(PortalExample.Read(introduction)["workplace"]?["publicKey"]), out _);
        var message = Encoding.UTF8.GetBytes(string.Join('\u001f', fields));
        Assert.True(key.VerifyData(message, Bytes(proof?["signature"]), HashAlgorithmName.SHA256));
    }

    [GeneratedRegex(@"\(portal/([a-z-]+)\.json\)")]
    private static partial Regex Link();

    private static byte[] Bytes(JsonNode? base64) => Convert.FromBase64String((string?)base64 ?? "");
}
