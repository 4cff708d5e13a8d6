using Coverage.Catalog;
using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.GitHub.Reading;

namespace Coverage.Sources.GitHub;

/// <summary>Fetches a commit: its list, then what of it is wanted and changed, by the way that takes fewer requests.</summary>
internal sealed class GitHubFetch(RepositoryCalls calls, GitHubPlace place, FeedMemory memory, Pinned? pinned)
{
    private readonly WantedFiles wanted = new(place);

    private GitHubSession Session => calls.Session;

    public async Task<SourceTree> RunAsync(Task<IReadOnlyDictionary<string, string>> known)
    {
        Session.Meter.Start("listing");
        var (files, diagnostics) = await ListAsync().ConfigureAwait(false);
        var changed = wanted.Changed(files, await known.ConfigureAwait(false));
        Check(changed);
        Session.Meter.Start("fetching", changed.Count == 0 ? 0 : null);
        var tree = NewTree();
        try
        {
            tree.Diagnostics.AddRange(diagnostics);
            await FillAsync(tree, files, changed).ConfigureAwait(false);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    private async Task<(IReadOnlyList<ListedFile> Files, IReadOnlyList<Diagnostic> Diagnostics)> ListAsync()
    {
        var listing = new RepositoryListing(calls, wanted);
        await listing.ReadAsync(pinned?.Tree ?? memory.Commit).ConfigureAwait(false);
        var files = listing.Files;
        if (files.Count == 0) throw new FeedException(FeedFault.NothingMatches, $"None of the {listing.Entries:N0} files matches the patterns, or none is of the kind {place.Kind}. Check the patterns and the branch.");
        return place.Kind == SourceKind.Attack
            ? ([await new ReleaseChoice(calls, place).OfAsync(listing).ConfigureAwait(false)], [])
            : (files, listing.Diagnostics);
    }

    private void Check(IReadOnlyList<ListedFile> changed)
    {
        var most = Session.Options.Limits.ArchiveBytes;
        if (changed.Sum(file => file.Size) > most) throw new FeedException(FeedFault.TooLarge, $"The wanted files are larger than {Origins.Budget.Size(most)} together. Name fewer by patterns, or raise the limit.");
    }

    private GitHubTree NewTree() => new(
        $"{GitHubAddress.HostOf(place.Api)}/{Repository}", Session.Options.Limits, Repository, memory.Commit, memory.Date, Spool.Create(Session.Options.SpoolFolder));

    private string Repository => memory.Name.Contains('/', StringComparison.Ordinal) ? memory.Name : $"{place.Owner}/{place.Name}";

    private async Task FillAsync(GitHubTree tree, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> changed)
    {
        var contents = new Contents(tree.Spool);
        await FetchAsync(changed, contents, tree.Origin).ConfigureAwait(false);
        foreach (var (file, start) in contents.Files) tree.Add(file, start);
        foreach (var file in contents.Pointers) tree.Report(file.Path, "It is a Git LFS pointer: the content is not in the repository.", "Commit the file itself.");
        var fetched = changed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !fetched.Contains(file.Path))) tree.Keep(file);
    }

    private async Task FetchAsync(IReadOnlyList<ListedFile> changed, Contents contents, string origin)
    {
        var blobs = new BlobDownload(calls);
        var most = Session.Options.BlobsRatherThanArchive - (calls.PublicArchive(memory.Commit) is null ? 0 : 1);
        if (changed.Count <= most)
        {
            await blobs.FetchAsync(changed, contents).ConfigureAwait(false);
            return;
        }

        await new ArchiveDownload(calls, memory.Commit, origin).FetchAsync(changed, contents).ConfigureAwait(false);
        var lacking = changed.Where(file => !contents.Has(file)).ToList();
        if (lacking.Count > Session.Options.BlobsBesidesArchive)
        {
            throw new FeedException(FeedFault.Integrity, $"{lacking.Count:N0} files of the archive are missing or not the content that the commit names, the first {Origins.EntryPath.Printable(lacking[0].Path)}. Nothing was taken.");
        }

        await blobs.FetchAsync(lacking, contents).ConfigureAwait(false);
    }
}
