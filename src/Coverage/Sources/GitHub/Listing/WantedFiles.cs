using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>A file as its tree lists it.</summary>
internal sealed record ListedFile(string Path, string Hash, long Size);

/// <summary>Which files of a repository are wanted: by its kind, and by the place's patterns.</summary>
internal sealed class WantedFiles(GitHubPlace place)
{
    private readonly ISource source = KnownSources.Of(place.Kind);
    private readonly PathPatterns patterns = new(place.Include, place.Exclude);

    /// <summary>What reads the kind.</summary>
    public ISource Source => source;

    /// <summary>Whether a file is wanted, by its path.</summary>
    public bool Wants(string path) =>
        source.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && source.Wants(path) && patterns.Matches(path);

    /// <summary>Whether a wanted file can lie in a folder.</summary>
    public bool MayHold(string folder) => patterns.MayHold(folder);

    /// <summary>What to fetch of what is wanted.</summary>
    /// <param name="wanted">The wanted files.</param>
    /// <param name="known">The files that the catalogue holds, with their hashes.</param>
    public IReadOnlyList<ListedFile> Changed(IReadOnlyList<ListedFile> wanted, IReadOnlyDictionary<string, string> known)
    {
        var changed = wanted.Where(file => !known.TryGetValue(file.Path, out var hash) || hash != file.Hash).ToList();
        return source.FilesAreIndependent ? changed
            : changed.Count == 0 && known.Count == wanted.Count ? []
            // Its files make one whole: if one is another, or gone, all are read.
            : wanted;
    }
}
