using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Web.Cryptography;

public sealed class CryptographyTests
{
    [Fact]
    public void Short_names_are_normalised_as_the_document_says()
    {
        foreach (var name in Part("shortNames").List())
        {
            var words = name.Text("typed").Normalize(NormalizationForm.FormKC)
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var normalised = string.Join(' ', words).ToLowerInvariant();
            Assert.Equal(name.Text("normalised"), normalised);
            Assert.Equal(name.Text("keyName"), KeyName(normalised));
        }
    }

    [Fact]
    public void An_access_code_yields_its_id_its_key_and_its_fingerprint()
    {
        var code = Part("accessCode");
        var secret = Vectors.Stretch(
            Encoding.ASCII.GetBytes(code.Text("code")), Encoding.UTF8.GetBytes("redconnect/rc1/access-code"), 32);
        var id = Vectors.Derive(secret, "rc1/code-id");
        Assert.Equal(code.Bytes("codeSecret"), secret);
        Assert.Equal(code.Bytes("codeId"), id);
        Assert.Equal(code.Bytes("codeKey"), Vectors.Derive(secret, "rc1/code-key"));
        Assert.Equal(code.Bytes("fingerprint"), SHA256.HashData(id));
    }

    [Fact]
    public void A_code_key_opens_its_sides_copy_of_the_room_key()
    {
        var code = Part("accessCode");
        foreach (var copy in code.At("copies").List())
        {
            string[] place = ["room-key", copy.Text("room"), copy.Text("role")];
            Assert.Equal(copy.Bytes("roomKey"), Vectors.Open(code.Bytes("codeKey"), copy.Bytes("sealed"), place));
        }
    }

    [Fact]
    public void A_password_yields_the_auth_key_and_opens_the_key_ring()
    {
        var user = Part("user");
        var (practice, name) = (user.Text("practice").ToLowerInvariant(), user.Text("user").ToLowerInvariant());
        var salt = SHA256.HashData(Vectors.Fields("rc1", practice, name));
        var password = Encoding.UTF8.GetBytes(user.Text("password").Normalize(NormalizationForm.FormKC));
        var secret = Vectors.Stretch(password, salt, 64);
        Assert.Equal(user.Bytes("salt"), salt);
        Assert.Equal(user.Bytes("authSecret"), secret);
        Assert.Equal(user.Bytes("authKey"), Vectors.Derive(secret, "rc1/auth-key"));
        var ring = Vectors.Open(
            Vectors.Derive(secret, "rc1/user-key"),
            user.Bytes("wrappedRing"),
            ["key-ring", KeyName(practice), KeyName(name)]);
        Assert.True(JsonNode.DeepEquals(user["ring"], JsonNode.Parse(ring)));
    }

    [Fact]
    public void A_recovery_sheet_proves_itself_and_opens_its_copy_of_the_key_ring()
    {
        var sheet = Part("sheet");
        var secret = sheet.Bytes("secret");
        Assert.Equal(sheet.Bytes("auth"), Vectors.Derive(secret, "rc1/sheet-auth"));
        var practice = KeyName(sheet.Text("practice").ToLowerInvariant());
        var key = Vectors.Derive(secret, "rc1/sheet-key");
        var ring = Vectors.Open(key, sheet.Bytes("sealedRing"), "sheet-ring", practice);
        Assert.True(JsonNode.DeepEquals(sheet["ring"], JsonNode.Parse(ring)));
    }

    [Fact]
    public void A_practices_seals_open_in_their_place()
    {
        foreach (var entry in Part("practice").List())
        {
            string[] place = [.. entry.At("place").List().Select(part => part.ToString())];
            var opened = Vectors.Open(entry.Bytes("key"), entry.Bytes("sealed"), place);
            Assert.Equal(entry.Text("plaintext"), Encoding.UTF8.GetString(opened));
        }
    }

    [Fact]
    public void The_practitioners_code_opens_with_the_private_key_of_the_practice()
    {
        var code = Part("practitionerCode");
        var (publicKey, sealedBytes) = (code.Bytes("publicKey"), code.Bytes("sealed"));
        var info = Vectors.Fields(["rc1", .. code.At("place").List().Select(part => part.ToString())]);
        Assert.Equal(2, sealedBytes[0]);
        var opened = Hpke.Open(code.Bytes("privateKey"), publicKey, sealedBytes[1..66], info, sealedBytes[66..]);
        Assert.Equal(code.Text("plaintext"), Encoding.UTF8.GetString(opened));
    }

    [Fact]
    public void A_workplaces_signature_over_the_login_challenge_verifies()
    {
        var login = Part("login");
        var practice = KeyName(login.Text("practice").ToLowerInvariant());
        var user = KeyName(login.Text("user").ToLowerInvariant());
        var message = Vectors.Fields("rc1", "login", practice, user, login.Text("challenge"));
        Assert.Equal(login.Bytes("message"), message);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(login.Bytes("publicKey"), out _);
        Assert.True(key.VerifyData(
            message,
            login.Bytes("signature"),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    private static JsonNode Part(string name) => Vectors.All.At(name);

    private static string KeyName(string normalised) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalised)));
}
