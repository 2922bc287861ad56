using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
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
    private static readonly JsonStringEnumConverter Names = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

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
        api => api.Use(NotToBeStored)
            .UseExceptionHandler(handler => handler.Run(Answer))
            .UseStatusCodePages(status => Name(status.HttpContext)));

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

    private static Task NotToBeStored(HttpContext context, RequestDelegate next)
    {
        // In the words of the antiforgery service, which would otherwise warn that it replaces them.
        context.Response.Headers.CacheControl = "no-cache, no-store";
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
            TimeoutException or OrleansMessageRejectionException or InconsistentStateException =>
                Problems.Of(503, "unavailable"),
            _ => Problems.Of(500, "fault", new() { ["reference"] = context.TraceIdentifier }),
        };
        return answer.ExecuteAsync(context);
    }
}
