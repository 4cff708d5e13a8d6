using Coverage.Catalog;
using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.GitHub.Reading;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub;

/// <summary>The steps of a connection test: the repository, the commit, its files, and what is in one or two of them.</summary>
internal sealed class ProbeSteps(RepositoryCalls calls, GitHubPlace place, List<ProbeFinding> findings)
{
    /// <summary>What is larger is not read for a test; its name has to do.</summary>
    private const long SampleBytes = 8L << 20;
    private readonly WantedFiles wanted = new(place);

    /// <summary>Goes through them until one fails.</summary>
    public async Task<bool> RunAsync()
    {
        await RepositoryAsync().ConfigureAwait(false);
        if (await CommitAsync().ConfigureAwait(false) is not { } commit) return false;
        var files = await ListAsync(commit).ConfigureAwait(false);
        return files.Count > 0 && await ContentAsync(files).ConfigureAwait(false);
    }

    private async Task RepositoryAsync()
    {
        var repository = await RefFaults.ExplainAsync(calls, place, calls.RepositoryAsync).ConfigureAwait(false);
        var name = PlainText.Line(repository.FullName ?? "", 150);
        Say(ProbeOutcome.Good, $"{name} is there ({(repository.Private ? "private" : "public")}, default branch '{PlainText.Line(repository.DefaultBranch ?? "", 100)}').");
        if (!name.Equals($"{place.Owner}/{place.Name}", StringComparison.OrdinalIgnoreCase)) Say(ProbeOutcome.Warning, $"{place.Owner}/{place.Name} is called {name} now. Enter the new name, if its owner is to be trusted.");
        if (repository.Archived) Say(ProbeOutcome.Warning, "It is archived: nothing new will come.");
    }

    private async Task<Pinned?> CommitAsync()
    {
        try
        {
            var reference = place.RefKind == GitHubRefKind.LatestRelease
                ? (await RefFaults.ExplainAsync(calls, place, () => calls.LatestReleaseAsync("")).ConfigureAwait(false))?.TagName ?? ""
                : place.Ref;
            var commits = await RefFaults.ExplainAsync(calls, place, () => calls.CommitsAsync(reference, 1)).ConfigureAwait(false);
            var commit = Pinned.Of(commits?.Count > 0 ? commits[0] : null) ?? throw calls.Session.WrongContent();
            Say(ProbeOutcome.Good, $"{Words(reference)} is at commit {commit.Commit[..7]} of {commit.Date:yyyy-MM-dd}.");
            return commit;
        }
        catch (FeedException problem) when (problem.Fault == FeedFault.NoSuchRef && place.RefKind == GitHubRefKind.Branch)
        {
            Say(ProbeOutcome.Wrong, $"{problem.Message} {await NearAsync().ConfigureAwait(false)}", problem.Fault);
            return null;
        }
    }

    private async Task<string> NearAsync()
    {
        var branches = await calls.BranchesAsync().ConfigureAwait(false);
        var near = NearNames.Of(place.Ref, branches.Select(branch => branch.Name ?? ""), 3);
        return near.Count > 0 ? $"Near ones: {string.Join(", ", near.Select(name => $"'{PlainText.Line(name, 100)}'"))}." : "";
    }

    private async Task<IReadOnlyList<ListedFile>> ListAsync(Pinned commit)
    {
        var listing = new RepositoryListing(calls, wanted);
        await listing.ReadAsync(commit.Tree).ConfigureAwait(false);
        var files = listing.Files;
        if (files.Count == 0)
        {
            var others = listing.Others.Count > 0 ? $" There are for example {string.Join(", ", listing.Others)}." : "";
            Say(ProbeOutcome.Wrong, $"None of the {listing.Entries:N0} files matches the patterns, or none is of the kind {place.Kind} ({string.Join(", ", wanted.Source.Endings)}).{others}", FeedFault.NothingMatches);
            return [];
        }

        Say(ProbeOutcome.Good, $"{files.Count:N0} of {listing.Entries:N0} files match, such as {string.Join(", ", files.Take(3).Select(file => EntryPath.Printable(file.Path)))}.");
        if (listing.Diagnostics.Count > 0) Say(ProbeOutcome.Warning, $"{listing.Diagnostics.Count:N0} entries are left out, the first {listing.Diagnostics[0].Path}: {listing.Diagnostics[0].Message}");
        return place.Kind == SourceKind.Attack ? [await new ReleaseChoice(calls, place).OfAsync(listing).ConfigureAwait(false)] : files;
    }

    private async Task<bool> ContentAsync(IReadOnlyList<ListedFile> files)
    {
        var samples = new[] { files[files.Count / 3], files[files.Count * 2 / 3] }.Distinct().Where(file => file.Size <= SampleBytes).ToList();
        foreach (var sample in samples)
        {
            var bytes = await new BlobDownload(calls).ReadAsync(sample).ConfigureAwait(false);
            if (!wanted.Source.Recognises(new SourceFile(sample.Path, bytes, sample.Hash))) continue;
            Say(ProbeOutcome.Good, $"{EntryPath.Printable(sample.Path)} is of the kind {place.Kind}.");
            return true;
        }

        if (samples.Count == 0)
        {
            Say(ProbeOutcome.Good, $"{EntryPath.Printable(files[0].Path)} is wanted; it is too large to look into for a test.");
            return true;
        }

        Say(ProbeOutcome.Wrong, $"{string.Join(" and ", samples.Select(file => EntryPath.Printable(file.Path)))} {(samples.Count == 1 ? "is" : "are")} not of the kind {place.Kind}. Check the kind and the patterns.", FeedFault.NothingMatches);
        return false;
    }

    private string Words(string reference) => place.RefKind switch
    {
        GitHubRefKind.DefaultBranch => "The default branch",
        GitHubRefKind.Branch => $"Branch '{reference}'",
        GitHubRefKind.Tag => $"Tag '{reference}'",
        GitHubRefKind.LatestRelease => $"The latest release '{PlainText.Line(reference, 100)}'",
        _ => "What is pinned",
    };

    private void Say(ProbeOutcome outcome, string message, FeedFault? fault = null) => findings.Add(new ProbeFinding(outcome, message.TrimEnd(), fault));
}
