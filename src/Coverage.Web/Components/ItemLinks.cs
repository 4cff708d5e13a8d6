using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>Where an item's page is, and where its original is.</summary>
internal static class ItemLinks
{
    /// <summary>The page of a technique.</summary>
    public static string Technique(string id) => "/techniques/" + Uri.EscapeDataString(id);

    /// <summary>The page of an item; empty for kinds that have none.</summary>
    public static string Page(CatalogItem item) => Page(item.Kind, item.Source, item.ExternalId);

    /// <summary>The same by what identifies an item.</summary>
    public static string Page(ItemKind kind, string source, string externalId)
    {
        var id = Uri.EscapeDataString(externalId);
        var place = Uri.EscapeDataString(source) + (IsPathSafe(externalId) ? "/" : "?id=");
        return kind switch
        {
            ItemKind.Technique => Technique(externalId),
            ItemKind.Rule => $"/rules/{place}{id}",
            ItemKind.Test => $"/tests/{place}{id}",
            ItemKind.DefensiveTechnique => $"/controls/{Uri.EscapeDataString(source)}/{id}",
            ItemKind.Group or ItemKind.Software or ItemKind.Campaign => $"/actors/{id}",
            _ => "",
        };
    }

    /// <summary>Whether it can be a step of a path: browsers walk up for dots, and servers leave an escaped slash as it is.</summary>
    private static bool IsPathSafe(string id) => id is not ("." or "..") && id.AsSpan().IndexOfAny('/', '\\', '%') < 0;

    /// <summary>The original on GitHub, attack.mitre.org or d3fend.mitre.org; empty when its source does not say where it is.</summary>
    public static string Original(CatalogItem item, CoverageView view) => Originals.Of(item, view) ?? "";

    /// <summary>The address if it is one of the web, else nothing.</summary>
    public static string Web(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? url : "";
}
