using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>Where an item's page is, and where its original is.</summary>
internal static class ItemLinks
{
    /// <summary>The page of a technique.</summary>
    public static string Technique(string id) => "/techniques/" + Uri.EscapeDataString(id);

    /// <summary>The page of an item; empty for kinds that have none.</summary>
    public static string Page(CatalogItem item)
    {
        var id = Uri.EscapeDataString(item.ExternalId);
        return item.Kind switch
        {
            ItemKind.Technique => Technique(item.ExternalId),
            ItemKind.Rule => $"/rules/{Uri.EscapeDataString(item.Source)}/{id}",
            ItemKind.Test => $"/tests/{Uri.EscapeDataString(item.Source)}/{id}",
            ItemKind.DefensiveTechnique => $"/controls/{Uri.EscapeDataString(item.Source)}/{id}",
            ItemKind.Group or ItemKind.Software or ItemKind.Campaign => $"/actors/{id}",
            _ => "",
        };
    }

    /// <summary>The original on GitHub, attack.mitre.org or d3fend.mitre.org; empty when its source does not say where it is.</summary>
    public static string Original(CatalogItem item, CoverageView view) => item switch
    {
        AttackItem attack => Web(attack.Url),
        DefensiveTechnique control => $"https://d3fend.mitre.org/technique/d3f:{Uri.EscapeDataString(control.ClassName)}/",
        _ => File(item, view),
    };

    /// <summary>The address if it is one of the web, else nothing.</summary>
    public static string Web(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? url : "";

    /// <summary>A file in its repository, at the commit that was read where that is known; seed data and folders of a default source at its branch.</summary>
    private static string File(CatalogItem item, CoverageView view)
    {
        if (item.Path.Length == 0 || view.Sources.FirstOrDefault(source => source.Name == item.Source) is not { } source) return "";
        var repository = source.Repository.Length > 0 ? source.Repository : DefaultSources.KindOf(source.Name) is { } kind ? DefaultSources.HomeOf(kind) : "";
        if (repository.Length == 0) return "";
        var commit = source is { Repository.Length: > 0, Commit.Length: > 0 } ? source.Commit : "master";
        return $"https://github.com/{Path(repository)}/blob/{Uri.EscapeDataString(commit)}/{Path(item.Path)}";
    }

    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
