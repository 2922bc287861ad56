using Microsoft.AspNetCore.Http.Features;

namespace RedConnect.Web.Hosting;

/// <summary>
/// Mail filters write the <c>#</c> of a link as <c>%23</c>, once or twice: then the browser sends what is secret as a
/// path. The entry page is served for it, and nothing behind this sees or logs the path; the page reads its own
/// address.
/// </summary>
internal static class EncodedLinks
{
    private static readonly string[] Fragments = ["/#", "/%23"];

    public static void UseEncodedLinks(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path.Value ?? "";
        if (Fragments.Any(fragment => path.StartsWith(fragment, StringComparison.Ordinal)))
        {
            context.Request.Path = "/";
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/";
        }

        return next(context);
    });
}
