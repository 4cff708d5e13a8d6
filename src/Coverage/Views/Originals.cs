using Coverage.Catalog;
using Coverage.Data;

namespace Coverage.Views;

/// <summary>Where an item is published: the pages that its provenance links to.</summary>
public static class Originals
{
    /// <summary>The page of an item, or null if none is known. Always https.</summary>
    public static string? Of(CatalogItem item, CoverageView view)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(view);
        return item switch
        {
            AttackItem attack => attack.Url.StartsWith("https://", StringComparison.Ordinal) ? attack.Url : null,
            DefensiveTechnique control => $"https://d3fend.mitre.org/technique/d3f:{Uri.EscapeDataString(control.ClassName)}/",
            DetectionRule or AtomicTest => Blob(view.Sources.FirstOrDefault(source => source.Name == item.Source), item.Path),
            _ => null,
        };
    }

    /// <summary>A folder of a source's repository, or null if it has none.</summary>
    public static string? Folder(SourceRow? source, string path) => Repository(source) is { } repository ? $"{repository}/tree/{Revision(source)}/{Escape(path)}/" : null;

    /// <summary>The repository's page, or null if the source has none: on the host that it was synced from, else on github.com.</summary>
    public static string? Repository(SourceRow? source)
    {
        if (source is null) return null;
        var name = source.Repository.Length > 0 ? source.Repository : DefaultSources.KindOf(source.Name) is { } kind ? DefaultSources.HomeOf(kind) : "";
        if (name.Length == 0) return null;
        var host = source.Origin.EndsWith("/" + name, StringComparison.Ordinal) ? source.Origin[..^(name.Length + 1)] : "";
        return $"https://{(Uri.CheckHostName(host.Split(':')[0]) != UriHostNameType.Unknown ? host : "github.com")}/{Escape(name)}";
    }

    private static string? Blob(SourceRow? source, string path) => path.Length > 0 && Repository(source) is { } repository ? $"{repository}/blob/{Revision(source)}/{Escape(path)}" : null;

    private static string Revision(SourceRow? source) => source is { Commit.Length: 40 } ? source.Commit : "master";

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
