using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>Hellos, signals and the safety number: docs/cryptography.md section 3.</summary>
public sealed class SignalTests
{
    private const int Point = 65;
    private const int Fingerprint = 32;

    private static readonly JsonNode Room = Vectors.All.At("room");
    private static readonly JsonNode[] Pages = [.. Room.At("pages").List()];

    [Fact]
    public void A_room_key_opens_the_hellos_in_their_place()
    {
        var helloKey = Vectors.Derive(Room.Bytes("roomKey"), "rc2/hello");
        Assert.Equal(Room.Bytes("helloKey"), helloKey);
        foreach (var page in Pages)
        {
            string[] place = ["hello", Room.Text("room"), page.Text("seat"), page.Text("instance")];
            var hello = Vectors.Open(helloKey, page.Bytes("sealedHello"), place);
            Assert.Equal(page.Bytes("publicKey"), hello[..Point]);
            Assert.Equal(page.Bytes("fingerprint"), hello[Point..(Point + Fingerprint)]);
            Assert.Equal(page.Text("name"), Encoding.UTF8.GetString(hello.AsSpan(Point + Fingerprint)));
        }
    }

    [Fact]
    public void Either_pages_private_key_and_the_room_key_open_a_signal()
    {
        var signal = Room.At("signal");
        foreach (var (own, other) in new[] { (Pages[0], Pages[1]), (Pages[1], Pages[0]) })
        {
            var shared = Agree(own.Bytes("privateKey"), other.Bytes("publicKey"));
            Assert.Equal(Room.Bytes("sharedSecret"), shared);
            string[] ends = [.. Pages.SelectMany(KeyEnd)];
            var purpose = string.Join('\u001f', ["rc2/signal", Room.Text("room"), .. ends]);
            var key = Vectors.Derive([.. shared, .. Room.Bytes("roomKey")], purpose);
            Assert.Equal(signal.Bytes("key"), key);
            string[] place = ["signal", Room.Text("room"), .. Pages.SelectMany(Instance), signal.Text("number")];
            var opened = Vectors.Open(key, signal.Bytes("sealed"), place);
            Assert.Equal(signal.Text("plaintext"), Encoding.UTF8.GetString(opened));
        }
    }

    [Fact]
    public void A_commitment_is_to_the_nonce_and_both_ends()
    {
        foreach (var (own, other) in new[] { (Pages[0], Pages[1]), (Pages[1], Pages[0]) })
        {
            string[] parts =
                ["rc2", "commitment", Room.Text("room"), .. End(own), .. End(other), own.Text("nonce")];
            Assert.Equal(own.Bytes("commitment"), SHA256.HashData(Vectors.Fields(parts)));
        }
    }

    [Fact]
    public void The_safety_number_follows_from_both_nonces_and_both_ends_in_the_order_of_the_seats()
    {
        JsonNode[] sorted = [.. Pages.OrderBy(page => page.Text("seat"), StringComparer.Ordinal)];
        byte[] nonces = [.. sorted.SelectMany(page => page.Bytes("nonce"))];
        var purpose = string.Join(
            '\u001f', ["rc2/safety-number", Room.Text("room"), .. sorted.SelectMany(End)]);
        var number = BinaryPrimitives.ReadUInt32BigEndian(Vectors.Derive(nonces, purpose)) % 1_000_000;
        Assert.Equal(Room.Text("safetyNumber"), $"{number / 1000:000} {number % 1000:000}");
    }

    private static string[] Instance(JsonNode page) => [page.Text("seat"), page.Text("instance")];

    private static string[] KeyEnd(JsonNode page) => [.. Instance(page), page.Text("publicKey")];

    private static string[] End(JsonNode page) => [.. KeyEnd(page), page.Text("fingerprint")];

    private static byte[] Agree(byte[] pkcs8, byte[] publicKey)
    {
        using var own = ECDiffieHellman.Create();
        own.ImportPkcs8PrivateKey(pkcs8, out _);
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = publicKey[1..33], Y = publicKey[33..] },
        });
        return own.DeriveRawSecretAgreement(other.PublicKey);
    }
}
