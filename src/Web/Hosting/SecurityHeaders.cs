namespace RedConnect.Web.Hosting;

/// <summary>What browsers may do with our pages: run our scripts and nothing else.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        + "media-src 'self' blob: mediastream:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        + "require-trusted-types-for 'script'; trusted-types redconnect";

    // WebAssembly may be compiled in the worker that stretches passwords, and nowhere else.
    private const string WorkerPolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Sets the headers on every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Request.Path.Value?
                .EndsWith("-worker.js", StringComparison.Ordinal) is true ? WorkerPolicy : Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] =
                "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), "
                + "screen-wake-lock=(self), geolocation=(), browsing-topics=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return next(context);
        });
    }
}
