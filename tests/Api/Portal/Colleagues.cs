using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Further users of a practice, each with a browser that the first user approved.</summary>
internal static class Colleagues
{
    public static JsonObject NewUser(string name, byte[] authKey, params string[] roles) => new()
    {
        ["user"] = name,
        ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        ["sealedFullName"] = Convert.ToBase64String([1]),
        ["sealedCard"] = Convert.ToBase64String([7]),
        ["credentials"] = Workplace.Credentials(authKey),
        ["keyRevision"] = 1,
    };

    public static JsonObject Password(byte[] authKey, long seen) => new()
    {
        ["credentials"] = Workplace.Credentials(authKey),
        ["sealedCard"] = Convert.ToBase64String([7]),
        ["keyRevision"] = 1,
        ["seen"] = seen,
    };

    /// <summary>Adds a user, who asks with a browser of their own; nobody has decided yet.</summary>
    public static async Task<Workplace> Asks(this Workplace admin, HttpClient browser, params string[] roles)
    {
        var colleague = new Workplace(browser, admin.Practice) { User = "u" + Workplace.NewId()[..8] };
        var body = NewUser(colleague.User, colleague.AuthKey, roles);
        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"/api/users/{colleague.UserId}", body)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await colleague.Ask()).StatusCode);
        return colleague;
    }

    /// <summary>Adds a user, approves their browser, and signs in there with the initial password.</summary>
    public static async Task<Workplace> SignsIn(this Workplace admin, HttpClient browser, params string[] roles)
    {
        var colleague = await admin.Asks(browser, roles);
        Assert.Equal(HttpStatusCode.OK, (await admin.Decide(colleague.Id, "approved", seen: 1)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await colleague.SignIn()).StatusCode);
        return colleague;
    }

    /// <summary>The same, with a password of their own.</summary>
    public static async Task<Workplace> Joins(this Workplace admin, HttpClient browser, params string[] roles)
    {
        var colleague = await admin.SignsIn(browser, roles);
        Assert.Equal(HttpStatusCode.OK, (await colleague.ChangePassword(seen: 2)).StatusCode);
        return colleague;
    }

    public static Task<HttpResponseMessage> Decide(this Workplace by, string workplace, string status, long seen) =>
        by.Put($"/api/workplaces/{workplace}/status", new JsonObject { ["status"] = status, ["seen"] = seen });

    public static async Task<HttpResponseMessage> ChangePassword(this Workplace colleague, long seen)
    {
        var next = RandomNumberGenerator.GetBytes(32);
        var answer = await colleague.Put("/api/session/password", new JsonObject
        {
            ["authKey"] = Convert.ToBase64String(colleague.AuthKey),
            ["password"] = Password(next, seen),
        });
        if (answer.IsSuccessStatusCode)
        {
            colleague.AuthKey = next;
            await ApiHost.Renew(colleague.Client);
        }

        return answer;
    }

    public static async Task<long> Revision(this Workplace colleague)
    {
        using var session = await colleague.Get("/api/session");
        return (long?)(await Workplace.Read(session))["revision"] ?? 0;
    }
}
