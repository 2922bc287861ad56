using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace RedConnect.Web.Hosting;

/// <summary>
/// Adds the hash from the static assets manifest, which a browser checks before it runs a script or applies a style.
/// The framework adds the fingerprint to the address, but this hash only to import maps.
/// </summary>
[HtmlTargetElement("script", Attributes = "[src^='~/']")]
[HtmlTargetElement("link", Attributes = "[rel='stylesheet'], [href^='~/']", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Integrity : TagHelper
{
    /// <summary>Set by the framework.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext? View { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var address = Text((output.Attributes["src"] ?? output.Attributes["href"]).Value);
        if (HashOf(address) is { } hash)
        {
            output.Attributes.SetAttribute("integrity", new HtmlString(hash));
        }
    }

    private string? HashOf(string? address)
    {
        var assets = View?.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var properties = assets?.FirstOrDefault(asset => $"/{asset.Url}" == address)?.Properties;
        return properties?.FirstOrDefault(property => property.Name == "integrity")?.Value;
    }

    private static string? Text(object value)
    {
        if (value is not IHtmlContent content)
        {
            return value.ToString();
        }

        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
