using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Orleans.Storage;
using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Hosting;

namespace RedConnect.Api.Portal;

/// <summary>The portal's HTTP interface under <c>/api</c>.</summary>
internal static class PortalFeature
{
    private const long LargestBody = 64 * 1024;

    /// <summary>Values of enumerations are words.</summary>
    private static readonly JsonStringEnumConverter Names = new(Words.Spelling, allowIntegerValues: false);

    public static void AddPortal(this IServiceCollection services)
    {
        services.AddSingleton<PlanningLimits>().AddSingleton<Planning>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.NameField);
        services.AddValidation();
        services.AddRegistration();
        services.AddSingleton<LoginChallenge>();
        services.AddSingleton<SignInDoor>().AddSingleton<SignedIn>().AddSingleton<PasswordActs>().AddSingleton<Audit>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.PropertyNameCaseInsensitive = false;
            json.SerializerOptions.Converters.Add(Names);
        });
    }

    /// <summary>
    /// Whatever refuses a request further in, authorisation included, the answer has a body with a code.
    /// </summary>
    public static void UsePortalProblems(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api => api.Use(SetHeaders)
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = Answer,
                SuppressDiagnosticsCallback = failed => !IsFault(failed.Exception),
            })
            .UseStatusCodePages(status => Name(status.HttpContext))
            .Use(OnlyUtf8));

    public static void MapPortal(this WebApplication app)
    {
        var group = app.MapGroup("/api").Limit(LimitedResource.Requests).AddEndpointFilter(Problems.Guard)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestBody));
        group.MapPractices();
        group.MapWorkplaces();
        group.MapUsers();
        group.MapPasswords();
        group.MapSessions();
        group.MapAppointments();
        group.MapCodes();
    }

    private static Task SetHeaders(HttpContext context, RequestDelegate next)
    {
        // In the words of the antiforgery service, which would otherwise warn that it replaces them.
        context.Response.Headers.CacheControl = "no-cache, no-store";

        // The portal's pages take the time from it. Kestrel's own does not come from this clock.
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        context.Response.GetTypedHeaders().Date = time.GetUtcNow();
        return next(context);
    }

    /// <summary>
    /// JSON is UTF-8 (RFC 8259, section 8.1). An encoding the framework does not know would be a fault.
    /// </summary>
    private static Task OnlyUtf8(HttpContext context, RequestDelegate next)
    {
        var charset = HeaderUtilities.RemoveQuotes(context.Request.GetTypedHeaders().ContentType?.Charset ?? default);
        if (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static Task Name(HttpContext context)
    {
        var code = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => "signedOut",
            StatusCodes.Status403Forbidden when Session.MustChangePassword(context.User) => "passwordChangeRequired",
            StatusCodes.Status403Forbidden => "notAllowed",
            StatusCodes.Status413PayloadTooLarge => "tooLarge",
            StatusCodes.Status404NotFound => "notFound",
            StatusCodes.Status503ServiceUnavailable => "unavailable",
            _ => "malformed",
        };
        return Problems.Of(context.Response.StatusCode, code).ExecuteAsync(context);
    }

    /// <summary>
    /// Unreadable requests are the sender's. Silos that did not answer in time, or changed while they were asked, do so
    /// when asked again. The rest is ours and gets a reference that is in the log, too.
    /// </summary>
    private static Task Answer(HttpContext context)
    {
        var answer = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "malformed"),
            { } failure when !IsFault(failure) => Problems.Of(503, "unavailable"),
            _ => Problems.Of(500, "fault", new() { ["reference"] = context.TraceIdentifier }),
        };
        return answer.ExecuteAsync(context);
    }

    /// <summary>
    /// The rest is not logged as one: a flood wrote 39,000 lines of stack traces, and silos log their timeouts.
    /// </summary>
    private static bool IsFault(Exception failure) => failure is not (BadHttpRequestException or TimeoutException
        or OrleansMessageRejectionException or InconsistentStateException);
}
