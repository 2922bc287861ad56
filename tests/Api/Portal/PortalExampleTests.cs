using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RedConnect.Api.Portal;
using RedConnect.Api.Portal.Live;

namespace RedConnect.Tests.Api.Portal;

/// <summary>The examples of docs/portal-api.md are what this server reads and writes.</summary>
public sealed partial class PortalExampleTests
{
    private const string Mark = "rc2";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Bodies = new()
    {
        ["registration"] = typeof(RegistrationView),
        ["register"] = typeof(RegisterBody),
        ["challenge"] = typeof(ChallengeBody),
        ["sign-in"] = typeof(SignInBody),
        ["recover"] = typeof(RecoveryBody),
        ["name-workplace"] = typeof(WorkplaceNameBody),
        ["request-workplace"] = typeof(WorkplaceRequestBody),
        ["workplace-status"] = typeof(WorkplaceStatusView),
        ["decide-workplace"] = typeof(WorkplaceDecisionBody),
        ["workplace"] = typeof(ListedWorkplaceView),
        ["workplaces"] = typeof(IReadOnlyList<ListedWorkplaceView>),
        ["add-user"] = typeof(NewUserBody),
        ["user"] = typeof(ListedUserView),
        ["users"] = typeof(RosterView),
        ["change-access"] = typeof(AccessBody),
        ["set-password"] = typeof(PasswordBody),
        ["change-password"] = typeof(OwnPasswordBody),
        ["new-sheet"] = typeof(NewSheetBody),
        ["open-sheet"] = typeof(SheetProofBody),
        ["sheet-ring"] = typeof(SheetRingView),
        ["recover-password"] = typeof(PasswordRecoveryBody),
        ["sessions"] = typeof(IReadOnlyList<ListedSessionView>),
        ["audit"] = typeof(IReadOnlyList<AuditView>),
        ["session"] = typeof(SessionBody),
        ["session-with-keys"] = typeof(SessionBody),
        ["evaluation"] = typeof(EvaluationBody),
        ["evaluation-reply"] = typeof(EvaluationView),
        ["plan"] = typeof(AppointmentBody),
        ["change"] = typeof(AppointmentBody),
        ["appointment"] = typeof(AppointmentView),
        ["appointments"] = typeof(IReadOnlyList<AppointmentView>),
        ["lobby"] = typeof(LobbyMessage),
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
    [InlineData("request-workplace", "request-workplace", "signIn")]
    public void The_signature_is_made_as_the_page_says(string introduction, string example, string inner)
    {
        var proof = PortalExample.Read(example);
        proof = inner.Length > 0 ? PortalExample.Inner(proof, inner) : proof;
        var names = new[] { "practice", "user" }.Select(field => ShortName.KeyName(Text(proof, field)));
        var message = string.Join('\u001f', [Mark, "login", .. names, Text(proof, "challenge")]);
        using var key = ECDsa.Create();
        var workplace = PortalExample.Inner(PortalExample.Read(introduction), "workplace");
        key.ImportSubjectPublicKeyInfo(Bytes(workplace, "publicKey"), out _);
        var signature = Bytes(proof, "signature");
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(message), signature, HashAlgorithmName.SHA256));
    }

    [GeneratedRegex(@"\(portal/([a-z-]+)\.json\)")]
    private static partial Regex Link();

    private static string Text(JsonNode node, string field) => PortalExample.Inner(node, field).GetValue<string>();

    private static byte[] Bytes(JsonNode node, string field) => Convert.FromBase64String(Text(node, field));
}
