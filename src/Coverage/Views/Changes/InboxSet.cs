using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;

namespace Coverage.Views.Changes;

/// <summary>The import or sync that an entry came with.</summary>
/// <param name="Id">The change set.</param>
/// <param name="Source">The source's name.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Who">Who imported, or asked for the sync.</param>
/// <param name="Trigger">What asked for the sync run: schedule, person, command; empty for an import by hand.</param>
/// <param name="Commit">The commit that was read; empty when unknown.</param>
/// <param name="CommitBefore">The one that was read before it; empty when unknown.</param>
/// <param name="Version">The release; empty when none is stated.</param>
/// <param name="VersionBefore">The one before.</param>
/// <param name="Repository">The repository's page, or null.</param>
public sealed record InboxSet(long Id, string Source, DateTime At, string Who, string Trigger, string Commit, string CommitBefore, string Version, string VersionBefore, string? Repository)
{
    /// <summary>Its day (UTC), <c>2026-08-05</c>.</summary>
    public string Day => At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>18.1 to 19.1</c>, <c>941c274 to 8eaafff</c>; empty when neither is known.</summary>
    public string Step
    {
        get
        {
            if (Version.Length > 0) return VersionBefore.Length > 0 && VersionBefore != Version ? $"{VersionBefore} to {Version}" : Version;
            if (Commit.Length < 7) return "";
            return CommitBefore.Length >= 7 && CommitBefore != Commit ? $"{CommitBefore[..7]} to {Commit[..7]}" : Commit[..7];
        }
    }

    /// <summary>GitHub's comparison of the two commits, or null.</summary>
    public string? Compare => Repository is not null && IsFull(Commit) && IsFull(CommitBefore) && Commit != CommitBefore ? $"{Repository}/compare/{CommitBefore}...{Commit}" : null;

    /// <summary>A file as it was at this commit, or (<paramref name="before"/>) at the one before; null where that is not known.</summary>
    public string? File(string path, bool before = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        var commit = before ? CommitBefore : Commit;
        return Repository is not null && IsFull(commit) && path.Length > 0 ? $"{Repository}/blob/{commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}" : null;
    }

    internal static InboxSet Of(ChangeSetRow set, string trigger, string commitBefore, CoverageView view)
    {
        return new InboxSet(set.Id, set.Source, set.At, set.Who, trigger, set.Commit, commitBefore, set.Version, set.VersionBefore, Home(view.Sources.FirstOrDefault(source => source.Name == set.Source)));
    }

    /// <summary>Only where commits are of files: ATT&amp;CK and D3FEND come as releases.</summary>
    private static string? Home(SourceRow? source) => source?.Kind is SourceKind.Sigma or SourceKind.Atomic ? Originals.Repository(source) : null;

    private static bool IsFull(string commit) => commit.Length == 40 && commit.All(char.IsAsciiHexDigit);
}
