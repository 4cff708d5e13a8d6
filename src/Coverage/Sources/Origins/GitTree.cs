using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Coverage.Sources.Origins;

/// <summary>
/// A local git clone at the commit that it is on, or at a named one, read from its objects: what is checked out, changed or ignored in
/// its folder makes no difference.
/// </summary>
internal sealed partial class GitTree : OriginTree
{
    private readonly GitCommands git;
    private readonly string commit;

    public GitTree(string path, string gitFolder, SourceLimits limits, string program = "git", string revision = "HEAD")
        : base(EntryPath.Printable(path), limits)
    {
        git = new GitCommands(gitFolder, Origin, program);
        commit = git.Line("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
            ?? throw new SourceRefusedException($"{Origin} is a git repository without a commit, or is damaged. Commit its files, or give a folder without .git.");
        Commit = TopFolder.IsCommit(commit) ? commit : null;
        Date = CommitTime(git.Text("cat-file", "commit", commit));
        Repository = GitHubRepository(git.Line("config", "--local", "--get", "remote.origin.url"));
    }

    /// <summary>Where a folder's git objects lie, or null if it is no clone.</summary>
    public static string? GitFolder(string path)
    {
        var inner = Path.Combine(path, ".git");
        return Path.Exists(inner) ? inner
            : File.Exists(Path.Combine(path, "HEAD")) && Directory.Exists(Path.Combine(path, "objects")) && Directory.Exists(Path.Combine(path, "refs")) ? path
            : null;
    }

    /// <summary>The <c>OWNER/NAME</c> of a github.com URL; null for any other.</summary>
    public static string? GitHubRepository(string? url) =>
        url is not null && GitHubUrl().Match(url) is { Success: true } match && match.Groups["name"].Value is not ("." or "..")
            ? $"{match.Groups["owner"].Value}/{match.Groups["name"].Value}"
            : null;

    public override string Fingerprint(CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(commit)));

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        var intake = new Intake(this, endings, cancellationToken);
        using var reading = Refusal.Guard(Origin, () => new GitReading(git, commit, intake, cancellationToken));
        foreach (var file in Read(reading.Next))
        {
            yield return file;
        }
    }

    // "committer NAME <MAIL> SECONDS ZONE"; the seconds are UTC. Taken from the object itself: git show would run the
    // program that a repository's own configuration names for checking signatures.
    private static DateTime? CommitTime(string? text)
    {
        var line = text?.Split('\n').TakeWhile(l => l.Length > 0).FirstOrDefault(l => l.StartsWith("committer ", StringComparison.Ordinal));
        var words = line?.Split(' ') ?? [];
        return words.Length > 2 && long.TryParse(words[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;
    }

    [GeneratedRegex(@"^(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?github\.com(?::\d+)?/|(?:[^@/\s]+@)?github\.com:)(?<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?<name>[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?\z", RegexOptions.IgnoreCase)]
    private static partial Regex GitHubUrl();
}
