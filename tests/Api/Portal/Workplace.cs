using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Api.Portal;

/// <summary>A browser of a practice, as the portal's client behaves towards the server.</summary>
internal sealed class Workplace(HttpClient client, string practice) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id { get; } = NewId();

    public string UserId { get; init; } = NewId();

    /// <summary>Short name of who uses it.</summary>
    public string User { get; init; } = "mmuster";

    public string Practice => practice;

    public byte[] AuthKey { get; set; } = RandomNumberGenerator.GetBytes(32);

    public byte[] SheetAuth { get; } = RandomNumberGenerator.GetBytes(32);

    public HttpClient Client => client;

    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public void Dispose()
    {
        key.Dispose();
        client.Dispose();
    }

    public JsonObject Introduction() => new()
    {
        ["id"] = Id,
        ["publicKey"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
        ["sealedName"] = Convert.ToBase64String([1, 2, 3]),
    };

    public JsonObject Registration() => new()
    {
        ["practice"] = practice,
        ["user"] = User,
        ["userId"] = UserId,
        ["sealedFullName"] = Convert.ToBase64String([1]),
        ["sealedCard"] = Convert.ToBase64String([7]),
        ["credentials"] = Credentials(AuthKey),
        ["workplace"] = Introduction(),
        ["sheet"] = Sheet(SheetAuth),
    };

    public static JsonObject Credentials(byte[] authKey) => new()
    {
        ["authKey"] = Convert.ToBase64String(authKey),
        ["wrappedKeyRing"] = Convert.ToBase64String([9, 9, 9]),
        ["sealedNamingKey"] = Convert.ToBase64String([6]),
    };

    public static JsonObject Sheet(byte[] auth) => new()
    {
        ["auth"] = Convert.ToBase64String(auth),
        ["keyRing"] = Convert.ToBase64String([8]),
        ["sealedCard"] = Convert.ToBase64String([5]),
    };

    /// <summary>Registers and signs in.</summary>
    public async Task<HttpResponseMessage> Register()
    {
        var response = await Post("/api/practices", Registration());
        if (response.IsSuccessStatusCode)
        {
            await SignIn();
        }

        return response;
    }

    public async Task<JsonObject> Proof(string? name = null, byte[]? authKey = null)
    {
        var user = name ?? User;
        var challenge = await Challenge(practice);
        return new JsonObject
        {
            ["practice"] = practice,
            ["user"] = user,
            ["authKey"] = Convert.ToBase64String(authKey ?? AuthKey),
            ["workplace"] = Id,
            ["challenge"] = challenge,
            ["signature"] = Sign(practice, user, challenge),
        };
    }

    public async Task<string> Challenge(string of)
    {
        using var response = await Post("/api/session/challenge", new JsonObject { ["practice"] = of });
        return (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())?["challenge"] ?? "";
    }

    public string Sign(string of, string user, string challenge)
    {
        var message = string.Join('\u001f', "rc2", "login", KeyName(of), KeyName(user), challenge);
        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256));
    }

    public async Task<HttpResponseMessage> SignIn(string? user = null, byte[]? authKey = null)
    {
        var response = await Post("/api/session", await Proof(user, authKey));
        await ApiHost.Renew(client);
        return response;
    }

    /// <summary>Asks that this browser be approved.</summary>
    public async Task<HttpResponseMessage> Ask(string? user = null, byte[]? authKey = null) =>
        await Post("/api/workplaces/requests", new JsonObject
        {
            ["signIn"] = await Proof(user, authKey),
            ["workplace"] = Introduction(),
        });

    /// <summary>Approves this browser with the recovery sheet; it has no name yet.</summary>
    public async Task<HttpResponseMessage> Recover(byte[] sheetAuth)
    {
        var workplace = Introduction();
        workplace.Remove("sealedName");
        var response = await Post("/api/workplaces/recovery", new JsonObject
        {
            ["signIn"] = await Proof(),
            ["sheetAuth"] = Convert.ToBase64String(sheetAuth),
            ["workplace"] = workplace,
        });
        await ApiHost.Renew(client);
        return response;
    }

    public Task<HttpResponseMessage> Name(string workplace) =>
        client.PutAsJsonAsync(new Uri($"/api/workplaces/{workplace}/name", UriKind.Relative),
            new { sealedName = new byte[40] });

    public Task<HttpResponseMessage> Put(string path, JsonNode body) =>
        client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body);

    public Task<HttpResponseMessage> Get(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> Delete(string path) => client.DeleteAsync(new Uri(path, UriKind.Relative));

    public static async Task<JsonNode> Read(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonNode>() ?? throw new InvalidDataException("There is no body.");

    public Task<HttpResponseMessage> Post(string path, JsonNode body) =>
        client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    public static async Task<string?> Code(HttpResponseMessage response) =>
        (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())?["code"];

    public static string KeyName(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToLowerInvariant())));
}
