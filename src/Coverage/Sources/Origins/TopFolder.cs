using System.Text.RegularExpressions;

namespace Coverage.Sources.Origins;

/// <summary>
/// The one folder that archives put around everything (<c>OWNER-REPO-SHA/</c> at GitHub), which is no part of the
/// paths; and what its name tells of the repository.
/// </summary>
internal static partial class TopFolder
{
    // GitHub joins owner and repository by a dash that either may hold, so only names that are known can be split.
    private static readonly (string Start, string Repository)[] Known =
    [
        ("SigmaHQ-sigma-", "SigmaHQ/sigma"),
        ("redcanaryco-atomic-red-team-", "redcanaryco/atomic-red-team"),
        ("mitre-attack-attack-stix-data-", "mitre-attack/attack-stix-data"),
        ("d3fend-d3fend-ontology-", "d3fend/d3fend-ontology"),
    ];

    /// <summary>
    /// The folder around a path, or null if there is none that is only wrapping: a folder that the sources themselves
    /// are laid out by tells what lies in it, and stays.
    /// </summary>
    /// <param name="path">A path of the archive.</param>
    /// <param name="isFolder">Whether it is a folder's.</param>
    /// <param name="commit">The archive's commit, if it states one.</param>
    public static string? Of(string path, bool isFolder, string? commit)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var top = slash > 0 ? path[..slash] : isFolder ? path : "";
        var wraps = top.Length > 0
            && ((commit is not null && top.Contains(commit[..7], StringComparison.Ordinal)) || !IsOfASource(top));
        return wraps ? top : null;
    }

    /// <summary>The path without the folder, if it lies in it.</summary>
    public static string Strip(string path, string? top) =>
        top is null || !path.StartsWith(top, StringComparison.Ordinal) ? path
        : path.Length == top.Length ? ""
        : path[top.Length] == '/' ? path[(top.Length + 1)..]
        : path;

    /// <summary>The repository that a top folder is of, if it is one that we know.</summary>
    public static string? Repository(string? top)
    {
        var known = Array.Find(Known, k => top?.StartsWith(k.Start, StringComparison.Ordinal) == true);
        return known.Start is not null && Hex().IsMatch(top!, known.Start.Length) ? known.Repository : null;
    }

    /// <summary>Whether a text is a commit: 40 hex digits.</summary>
    public static bool IsCommit(string? text) => text is { Length: 40 } && Hex().IsMatch(text);

    /// <summary>Whether a folder's name is Sigma's own, which tells a rule's section.</summary>
    public static bool IsOfSigma(string name) =>
        name.StartsWith("rules", StringComparison.OrdinalIgnoreCase)
        || name.Equals("deprecated", StringComparison.OrdinalIgnoreCase)
        || name.Equals("unsupported", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfASource(string name) => IsOfSigma(name) || name.Equals("atomics", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\G[0-9a-f]{7,40}\z")]
    private static partial Regex Hex();
}
