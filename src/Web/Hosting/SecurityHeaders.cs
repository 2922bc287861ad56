namespace RedConnect.Web.Hosting;

/// <summary>What browsers may do with our pages: run our own scripts, and nothing else.</summary>
internal static class SecurityHeaders
{
    private static readonly string Policy = string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob: mediastream:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types redconnect");

    /// <summary>WebAssembly is allowed only in workers, for the key derivation.</summary>
    private static readonly string WorkerPolicy = string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'");

    private static readonly string Permissions = string.Join(
        ", ",
        "camera=(self)",
        "microphone=(self)",
        "display-capture=(self)",
        "fullscreen=(self)",
        "screen-wake-lock=(self)",
        "geolocation=()",
        "browsing-topics=()");

    /// <summary>Sets the headers on every answer, errors included.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use((context, next) =>
        {
            context.Response.OnStarting(Set, context);
            return next(context);
        });
    }

    /// <summary>
    /// As late as possible: the middleware that answers a failure deletes all headers first. An endpoint may have a
    /// policy of its own.
    /// </summary>
    private static Task Set(object answered)
    {
        var context = (HttpContext)answered;
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = IsWorker(context.Request.Path) ? WorkerPolicy : Policy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    private static bool IsWorker(PathString path) =>
        path.Value?.EndsWith("-worker.js", StringComparison.Ordinal) is true;
}
