using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace RedConnect.Web.Hosting;

/// <summary>
/// Mail filters write the <c>#</c> of a link as <c>%23</c>, and one behind the other encodes that again: then the
/// browser sends what is secret as a path. The entry page is served for it, and nothing behind this sees or logs
/// the path; the page reads its own address.
/// </summary>
internal static partial class EncodedLinks
{
    public static void UseEncodedLinks(this WebApplication app) => app.Use((context, next) =>
    {
        if (Fragment().IsMatch(context.Request.Path.Value ?? ""))
        {
            context.Request.Path = "/";
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/";
        }

        return next(context);
    });

    /// <summary>The server has decoded the path once.</summary>
    [GeneratedRegex("^/(#|%(25)*23)")]
    private static partial Regex Fragment();
}
