using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Html;

namespace RedConnect.Web.Hosting;

/// <summary>Tags for our own scripts and styles, with the hash a browser checks them against and a version that lets it keep them.</summary>
internal sealed class Assets(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> hashes = new();

    public IHtmlContent Script(string name) =>
        new HtmlString($"<script type=\"module\" src=\"{Url($"/js/{name}.js")}\" integrity=\"{Hash($"/js/{name}.js")}\"></script>");

    public IHtmlContent Style(string name) =>
        new HtmlString($"<link rel=\"stylesheet\" href=\"{Url($"/css/{name}.css")}\" integrity=\"{Hash($"/css/{name}.css")}\">");

    private string Url(string path) => $"{path}?v={Uri.EscapeDataString(Hash(path)[7..19])}";

    private string Hash(string path) => hashes.GetOrAdd(path, file =>
    {
        using var content = environment.WebRootFileProvider.GetFileInfo(file).CreateReadStream();
        return "sha384-" + Convert.ToBase64String(SHA384.HashData(content));
    });
}
