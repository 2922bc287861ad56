using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Load.People;

/// <summary>
/// A browser that speaks the portal's interface, with a workplace key; as if from a network of its own, which the
/// program believes because loopback is a trusted proxy.
/// </summary>
internal sealed class PortalClient : IDisposable
{
    public const string User = "load";
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient client;
    private readonly string workplace = Id();

    public PortalClient(Uri address, string? network = null)
    {
        client = new HttpClient(new HttpClientHandler
        {
            CookieContainer = new CookieContainer(),
            CheckCertificateRevocationList = true,
        })
        { BaseAddress = address };
        if (network is not null)
        {
            client.DefaultRequestHeaders.Add(ForwardedFor, network);
        }
    }

    public static string ForwardedFor => "X-Forwarded-For";

    public static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string KeyName(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public void Dispose()
    {
        key.Dispose();
        client.Dispose();
    }

    /// <summary>As the next page brings it; signing in makes the last one stale. A busy server gives none.</summary>
    public async Task Token()
    {
        using var answer = await client.GetAsync(new Uri("/api/session/token", UriKind.Relative));
        if (answer.IsSuccessStatusCode)
        {
            var token = (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())?["token"];
            client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
            client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", token);
        }
    }

    public Task<HttpResponseMessage> Register(string practice) => client.PostAsJsonAsync("/api/practices", new
    {
        practice,
        user = User,
        userId = Id(),
        sealedFullName = new byte[40],
        sealedCard = new byte[200],
        credentials = new
        {
            authKey = new byte[32], wrappedKeyRing = new byte[900], sealedNamingKey = new byte[61],
        },
        workplace = new { id = workplace, publicKey = key.ExportSubjectPublicKeyInfo(), sealedName = new byte[40] },
        sheet = new { auth = new byte[32], keyRing = new byte[900], sealedCard = new byte[94] },
    });

    /// <summary>Asks for a challenge, signs it, and signs in; a refusal of the challenge is the answer.</summary>
    public async Task<HttpResponseMessage> SignIn(string practice, byte authKey = 0)
    {
        var answer = await client.PostAsJsonAsync("/api/session/challenge", new { practice });
        if (!answer.IsSuccessStatusCode)
        {
            return answer;
        }

        var challenge = (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())?["challenge"];
        answer.Dispose();
        var message = string.Join('\u001f', "rc2", "login", KeyName(practice), KeyName(User), challenge);
        var signature = key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256);
        var secret = Enumerable.Repeat(authKey, 32).ToArray();
        return await client.PostAsJsonAsync("/api/session",
            new { practice, user = User, authKey = secret, workplace, challenge, signature });
    }

    public Task<HttpResponseMessage> Plan(string room, object appointment) =>
        client.PutAsJsonAsync($"/api/appointments/{room}", appointment);
}
