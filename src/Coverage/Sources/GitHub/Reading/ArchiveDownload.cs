using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Reading;

/// <summary>
/// Fetches a commit's archive to disk and takes the wanted files out of it while it comes. What does not come whole is fetched once more
/// from its start, by the API: archives cannot be continued, and a private one's link dies after minutes.
/// </summary>
internal sealed class ArchiveDownload(RepositoryCalls calls, string commit, string origin)
{
    private const int PieceBytes = 1 << 16;

    private GitHubSession Session => calls.Session;

    /// <summary>Takes the files that the archive has as they should be.</summary>
    /// <exception cref="FeedException">The archive cannot be had whole.</exception>
    public async Task FetchAsync(IReadOnlyList<ListedFile> files, Contents contents)
    {
        var known = calls.PublicArchive(commit);
        try
        {
            await OnceAsync(files, contents, known).ConfigureAwait(false);
        }
        catch (FeedException e) when (e.Fault is FeedFault.Unreachable or FeedFault.NotFound or FeedFault.NoAccess or FeedFault.Integrity || (known is not null && e.Fault is FeedFault.RefusedAddress or FeedFault.WrongContent))
        {
            Session.Network.Log.ArchiveAgain(AddressGuard.Shown(known ?? Session.Api), e.Fault);
            contents.Clear();
            await OnceAsync(files, contents, null).ConfigureAwait(false);
        }
    }

    private async Task OnceAsync(IReadOnlyList<ListedFile> files, Contents contents, Uri? at)
    {
        using var archive = new Arrival(Session.Options.SpoolFolder);
        var unpacked = BackgroundWork.RunAsync(() => Unpack(archive, files, contents));
        try
        {
            await DownloadAsync(archive, at).ConfigureAwait(false);
            archive.Finish();
        }
        catch
        {
            archive.Break();
            await unpacked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await unpacked.ConfigureAwait(false);
    }

    private async Task DownloadAsync(Arrival archive, Uri? at)
    {
        using var response = await calls.ArchiveAsync(commit, at).ConfigureAwait(false);
        Session.Meter.Start("fetching", response.Content.Headers.ContentLength);
        using var body = await response.Content.ReadAsStreamAsync(Session.Stop).ConfigureAwait(false);
        var piece = new byte[PieceBytes];
        for (int count; (count = await body.ReadAsync(piece, Session.Stop).ConfigureAwait(false)) > 0;)
        {
            if (archive.Length == 0 && !piece.AsSpan(0, count).StartsWith(GzipReader.Magic[..1])) throw NoArchive();
            archive.Write(piece.AsSpan(0, count));
        }

        if (archive.Length == 0) throw NoArchive();
    }

    private FeedException NoArchive() =>
        new(FeedFault.WrongContent, $"{AddressGuard.Shown(Session.Last.Address)} answered with something else where an archive belongs. Is there a sign-in page or another server in between?");

    private void Unpack(Arrival archive, IReadOnlyList<ListedFile> files, Contents contents)
    {
        var wanted = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var packed = new PackedFile(archive.Open, "archive.tar.gz", $"The archive of {origin}");
        using var tree = new ArchiveTree(packed.Origin, Session.Options.Limits);
        var intake = new Intake(tree, [], Session.Stop) { Only = wanted.ContainsKey, TakesPointers = true };
        try
        {
            using var reading = Refusal.Guard(packed.Origin, () => new TarGzReading(packed, intake, Session.Stop));
            // Each file is what the commit's list says or is not taken, so that once all have come the rest tells nothing more.
            var missing = wanted.Count;
            while (missing > 0 && Refusal.Guard(packed.Origin, reading.Next) is { } file)
            {
                if (contents.TryAdd(wanted[file.Path], file.Bytes.Span, file.BlobHash)) missing--;
            }
        }
        catch (SourceRefusedException e)
        {
            // What was damaged has a cause, what is too large has none.
            throw new FeedException(e.InnerException is null ? FeedFault.TooLarge : FeedFault.Integrity, e.Message, e);
        }
    }

    /// <summary>What the archive's entries are reported to; the tree of the commit says it already.</summary>
    private sealed class ArchiveTree(string origin, SourceLimits limits) : OriginTree(origin, limits)
    {
        public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken) => [];
    }
}
