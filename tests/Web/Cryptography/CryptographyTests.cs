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
    public void A_blinded_input_gives_the_elements_and_the_output_of_RFC_9497()
    {
        var oprf = Part("oprf");
        foreach (var vector in oprf.At("vectors").List())
        {
            var (input, blind) = (vector.Bytes("input"), vector.Bytes("blind"));
            Assert.Equal(vector.Bytes("blinded"), Oprf.Blind(input, blind));
            Assert.Equal(vector.Bytes("evaluated"), Oprf.Evaluate(oprf.Bytes("key"), vector.Bytes("blinded")));
            Assert.Equal(vector.Bytes("output"), Oprf.Finish(input, blind, vector.Bytes("evaluated")));
        }
    }

    [Fact]
    public void An_access_code_yields_its_id_its_key_and_its_fingerprint()
    {
        var code = Part("accessCode");
        var (digits, blind) = (Encoding.ASCII.GetBytes(code.Text("code")), code.Bytes("blind"));
        Assert.Equal(code.Bytes("blinded"), Oprf.Blind(digits, blind));
        var output = Oprf.Finish(digits, blind, code.Bytes("evaluated"));
        Assert.Equal(code.Bytes("oprfOutput"), output);
        var secret = Vectors.Stretch(output, Encoding.UTF8.GetBytes("redconnect/rc2/access-code"), 32);
        var id = Vectors.Derive(secret, "rc2/code-id");
        Assert.Equal(code.Bytes("codeSecret"), secret);
        Assert.Equal(code.Bytes("codeId"), id);
        Assert.Equal(code.Bytes("codeKey"), Vectors.Derive(secret, "rc2/code-key"));
        Assert.Equal(code.Bytes("fingerprint"), SHA256.HashData(id));
    }

    [Fact]
    public void A_link_names_its_room_and_yields_its_id_its_key_and_its_fingerprint()
    {
        var link = Part("link");
        var bytes = Convert.FromBase64String(link.Text("link").Replace('-', '+').Replace('_', '/') + "=");
        Assert.Equal(link.Text("room"), Convert.ToHexStringLower(bytes[..16]));
        var id = Vectors.Derive(bytes[16..], "rc2/link-id");
        Assert.Equal(link.Bytes("secret"), bytes[16..]);
        Assert.Equal(link.Bytes("linkId"), id);
        Assert.Equal(link.Bytes("linkKey"), Vectors.Derive(bytes[16..], "rc2/link-key"));
        Assert.Equal(link.Bytes("fingerprint"), SHA256.HashData(id));
    }

    [Theory]
    [InlineData("accessCode", "codeKey")]
    [InlineData("link", "linkKey")]
    public void A_pass_opens_its_sides_copy_of_the_room_key(string kind, string key)
    {
        var pass = Part(kind);
        foreach (var copy in pass.At("copies").List())
        {
            string[] place = ["room-key", copy.Text("room"), copy.Text("role")];
            Assert.Equal(copy.Bytes("roomKey"), Vectors.Open(pass.Bytes(key), copy.Bytes("sealed"), place));
        }
    }

    [Fact]
    public void A_password_yields_the_auth_key_and_opens_the_key_ring()
    {
        var user = Part("user");
        var (practice, name) = (user.Text("practice").ToLowerInvariant(), user.Text("user").ToLowerInvariant());
        var salt = SHA256.HashData(Vectors.Fields("rc2", practice, name));
        var password = Encoding.UTF8.GetBytes(user.Text("password").Normalize(NormalizationForm.FormKC));
        var secret = Vectors.Stretch(password, salt, 64);
        Assert.Equal(user.Bytes("salt"), salt);
        Assert.Equal(user.Bytes("authSecret"), secret);
        Assert.Equal(user.Bytes("authKey"), Vectors.Derive(secret, "rc2/auth-key"));
        var ring = Vectors.Open(
            Vectors.Derive(secret, "rc2/user-key"),
            user.Bytes("wrappedRing"),
            ["key-ring", KeyName(practice), KeyName(name), user.Text("userId")]);
        Assert.True(JsonNode.DeepEquals(user["ring"], JsonNode.Parse(ring)));
    }

    [Fact]
    public void A_recovery_sheet_proves_itself_and_opens_its_copy_of_the_key_ring()
    {
        var sheet = Part("sheet");
        var secret = sheet.Bytes("secret");
        Assert.Equal(sheet.Bytes("auth"), Vectors.Derive(secret, "rc2/sheet-auth"));
        var practice = KeyName(sheet.Text("practice").ToLowerInvariant());
        var key = Vectors.Derive(secret, "rc2/sheet-key");
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
    public void The_practitioners_link_and_code_open_with_the_private_key_of_the_practice()
    {
        var code = Part("practitionerPasses");
        var (publicKey, sealedBytes) = (code.Bytes("publicKey"), code.Bytes("sealed"));
        var info = Vectors.Fields(["rc2", .. code.At("place").List().Select(part => part.ToString())]);
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
        var message = Vectors.Fields("rc2", "login", practice, user, login.Text("challenge"));
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
