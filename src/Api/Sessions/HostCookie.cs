using System.Net;

namespace RedConnect.Api.Sessions;

/// <summary>
/// A cookie for this site only. Over HTTPS its name begins with <c>__Host-</c>, so that no neighbouring domain can set
/// it; browsers accept neither that name nor <c>Secure</c> over HTTP, which is for loopback alone: elsewhere a browser
/// without HTTPS keeps no cookie.
/// </summary>
internal sealed class HostCookie : CookieBuilder
{
    private const string Prefix = "__Host-";
    private readonly string name;
    private readonly IHttpContextAccessor requests;

    public HostCookie(string name, IHttpContextAccessor requests)
    {
        (this.name, this.requests) = (name, requests);
        SameSite = SameSiteMode.Strict;
        HttpOnly = true;
        IsEssential = true;
        Path = "/";
    }

    /// <summary>Depends on the request that is being answered.</summary>
    public override string? Name
    {
        get => requests.HttpContext is { } request && IsPlain(request) ? name : Prefix + name;
        set => throw new NotSupportedException("The name is given once.");
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = base.Build(context, expiresFrom);
        cookie.Secure = !IsPlain(context);
        return cookie;
    }

    private static bool IsPlain(HttpContext context) =>
        !context.Request.IsHttps && IsLoopback(context.Request.Host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
