using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>
/// Which file of a repository of ATT&amp;CK is wanted: one release of one domain. The newest is the one that the
/// repository's own index names; without one, the highest number of the files.
/// </summary>
internal static class AttackRelease
{
    /// <summary>The index of <c>mitre-attack/attack-stix-data</c>.</summary>
    public const string IndexPath = "index.json";

    /// <summary>The file of a release.</summary>
    /// <param name="files">The files that the place's patterns let in.</param>
    /// <param name="place">The place.</param>
    /// <param name="index">The index, if there is one.</param>
    /// <exception cref="FeedException">There is none.</exception>
    public static ListedFile Choose(IReadOnlyList<ListedFile> files, GitHubPlace place, ReadOnlyMemory<byte>? index)
    {
        var name = NameOf(place.Domain);
        var numbered = files.Select(file => (File: file, Version: VersionOf(file.Path, name))).Where(release => release.Version is not null)
            .OrderByDescending(release => release.Version).ToList();
        if (place.Release.Length > 0)
        {
            return numbered.FirstOrDefault(release => Version.TryParse(place.Release, out var wanted) && release.Version == wanted).File
                ?? throw Nothing($"There is no {name}-{PlainText.Line(place.Release, 20)}.json. The newest of those that are there is {numbered.FirstOrDefault().Version?.ToString() ?? "none"}.");
        }

        var listed = index is { } json ? Listed(json) : [];
        return numbered.FirstOrDefault(release => listed.Contains(LastTwo(release.File.Path))).File
            ?? numbered.FirstOrDefault().File
            ?? files.FirstOrDefault(file => Path.GetFileName(file.Path).Equals($"{name}.json", StringComparison.OrdinalIgnoreCase))
            ?? (place.Include.Count > 0 && files.Count == 1 ? files[0] : throw Nothing($"There is no file named {name}-NUMBER.json or {name}.json. Check the domain, or name the one file by a pattern."));
    }

    private static string NameOf(AttackDomain? domain) => domain switch
    {
        AttackDomain.Ics => "ics-attack",
        AttackDomain.Mobile => "mobile-attack",
        _ => "enterprise-attack",
    };

    private static Version? VersionOf(string path, string name)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        return file.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase) && Version.TryParse(file[(name.Length + 1)..], out var version) ? version : null;
    }

    private static string LastTwo(string path) => string.Join('/', path.Split('/')[^Math.Min(2, path.Count(c => c == '/') + 1)..]);

    /// <summary>Folder and name of every file that the index lists; none if it is no such index.</summary>
    private static HashSet<string> Listed(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var index = JsonDocument.Parse(json);
            return [.. index.RootElement.GetProperty("collections").EnumerateArray()
                .SelectMany(collection => collection.GetProperty("versions").EnumerateArray())
                .Select(version => version.GetProperty("url").GetString() ?? "").Where(url => url.Length > 0).Select(LastTwo)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static FeedException Nothing(string message) => new(FeedFault.NothingMatches, message);
}
