using System.Security.Cryptography;
using System.Text;

namespace Coverage.Sources.Origins;

/// <summary>What of another tree is wanted by patterns of paths; it takes the other one over.</summary>
internal sealed class PatternTree : SourceTree
{
    private readonly SourceTree all;
    private readonly PathPatterns patterns;
    private readonly string named;

    public PatternTree(SourceTree all, IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        (this.all, patterns) = (all, new PathPatterns(include, exclude));
        named = string.Join('\n', [.. include, "", .. exclude]);
        Take();
    }

    public override string Origin => all.Origin;

    public override bool IsSingleFile => all.IsSingleFile;

    /// <summary>Of the bytes and the patterns: with others, other files of the same bytes are read.</summary>
    public override string? Fingerprint(CancellationToken cancellationToken) =>
        all.Fingerprint(cancellationToken) is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bytes}\n{named}"))) : null;

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        foreach (var file in all.Files(endings, cancellationToken).Where(file => patterns.Matches(file.Path))) yield return file;
        Take();
    }

    public override bool IsUnread(string path) => patterns.Matches(path) && all.IsUnread(path);

    protected override void Dispose(bool disposing)
    {
        if (disposing) all.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>An archive tells what it is once it was read.</summary>
    private void Take()
    {
        (Repository, Commit, Date) = (all.Repository, all.Commit, all.Date);
        Diagnostics.Clear();
        Diagnostics.AddRange(all.Diagnostics.Where(problem => patterns.Matches(problem.Path)));
    }
}
