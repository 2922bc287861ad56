using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace RedConnect.Web.Texts;

/// <summary>
/// The languages of the pages, by ASP.NET Core's request localization: query <c>lang</c>, cookie,
/// <c>Accept-Language</c>, German. Only texts depend on it: times are formatted in the browser.
/// </summary>
internal static class Languages
{
    private const string Query = "lang";
    private const string Cookie = "language";
    private static readonly string[] Names = ["de", "en"];
    private static readonly CookieOptions Attributes = new()
    {
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    };

    public static void AddLanguages(this IHostApplicationBuilder builder) =>
        builder.Services.AddRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, new CultureInfo(Names[0]));
            options.SupportedCultures = [];
            options.AddSupportedUICultures(Names);
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = Query, UIQueryStringKey = Query },
                new CustomRequestCultureProvider(ReadCookie),
                new CustomRequestCultureProvider(ReadHeader),
            ];
        });

    /// <summary>Chooses the language of a request; one that the query asked for is kept in the cookie.</summary>
    public static void UseLanguages(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            if (context.Features.Get<IRequestCultureFeature>() is
                { Provider: QueryStringRequestCultureProvider, RequestCulture.UICulture.Name: var chosen })
            {
                context.Response.Cookies.Append(Cookie, chosen, Attributes);
            }

            return next(context);
        });
    }

    private static Task<ProviderCultureResult?> ReadCookie(HttpContext context) =>
        Result(context.Request.Cookies[Cookie] is { } kept ? [kept] : []);

    /// <summary>The framework's provider takes languages with quality 0, which are those a person refuses.</summary>
    private static Task<ProviderCultureResult?> ReadHeader(HttpContext context) =>
        Result([.. context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())]);

    private static Task<ProviderCultureResult?> Result(string[] languages) => Task.FromResult(
        languages is [] ? null : new ProviderCultureResult([.. languages.Select(name => new StringSegment(name))]));
}
