using System.Globalization;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Compare, which stops at 300 files and does not say so: <see href="https://docs.github.com/en/rest/commits/commits#compare-two-commits"/>.</summary>
internal static class CompareEndpoints
{
    private const int MostCommits = 250;

    public static void Map(RepositoryRoutes routes) => routes.GetGit("/compare/{*basehead}", Compare);

    private static Reply Compare(Exchange exchange, HostedRepository repository)
    {
        if (exchange["basehead"].Split("...") is not [{ Length: > 0 } baseName, { Length: > 0 } headName]
            || repository.FindCommit(baseName) is not { } from || repository.FindCommit(headName) is not { } to)
        {
            return Reply.NotFound();
        }

        string middle;
        try
        {
            middle = repository.Git.Run("merge-base", from.Sha, to.Sha);
        }
        catch (GitFailedException)
        {
            return Reply.Fail(404, $"No common ancestor between {baseName} and {headName}.");
        }

        var ahead = repository.Git.Run("rev-list", "--reverse", $"{middle}..{to.Sha}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var behind = int.Parse(repository.Git.Run("rev-list", "--count", $"{middle}..{from.Sha}"), CultureInfo.InvariantCulture);
        return Pages.Of(exchange, ahead.Take(MostCommits).ToArray(), commits => new
        {
            url = exchange.ApiRoot + exchange.Record.Path,
            base_commit = CommitEndpoints.Shape(exchange, repository, from),
            merge_base_commit = CommitEndpoints.Shape(exchange, repository, repository.FindCommit(middle)!),
            status = (ahead.Length, behind) switch { (0, 0) => "identical", (_, 0) => "ahead", (0, _) => "behind", _ => "diverged" },
            ahead_by = ahead.Length,
            behind_by = behind,
            total_commits = ahead.Length,
            commits = commits.Select(sha => CommitEndpoints.Shape(exchange, repository, repository.FindCommit(sha)!)).ToArray(),
            files = exchange.Number("page", 1) > 1 ? [] : Files(exchange, repository, middle, to.Sha),
        });
    }

    private static object[] Files(Exchange exchange, HostedRepository repository, string from, string to) =>
        [.. Changes.Between(repository, from, to).Take(exchange.Server.Options.CompareFiles).Select(file => file.Shape(exchange, repository, to))];
}
