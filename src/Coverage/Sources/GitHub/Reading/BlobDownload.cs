using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.GitHub.Wire;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Reading;

/// <summary>Fetches single files by their hashes, each straight to the spool, and refuses what is not what its hash says.</summary>
internal sealed class BlobDownload(RepositoryCalls calls)
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Fetches files into the contents.</summary>
    /// <exception cref="FeedException">One cannot be fetched, or is not what it should be.</exception>
    public async Task FetchAsync(IEnumerable<ListedFile> files, Contents contents)
    {
        foreach (var file in files)
        {
            var start = contents.Spool.Length;
            await FetchAsync(file, contents.Spool, start).ConfigureAwait(false);
            contents.Written(file, start);
        }
    }

    /// <summary>One small file, in memory.</summary>
    public async Task<byte[]> ReadAsync(ListedFile file)
    {
        using var spool = Spool.Create(calls.Session.Options.SpoolFolder);
        await FetchAsync(file, spool, 0).ConfigureAwait(false);
        var bytes = new byte[file.Size];
        spool.Read(bytes, 0);
        return bytes;
    }

    private async Task FetchAsync(ListedFile file, Spool spool, long start)
    {
        try
        {
            await OnceAsync(file, spool).ConfigureAwait(false);
        }
        catch (FeedException e) when (e.Fault == FeedFault.Unreachable)
        {
            // Its connection broke; once more, from the start.
            spool.CutBack(start);
            await OnceAsync(file, spool).ConfigureAwait(false);
        }
    }

    private async Task OnceAsync(ListedFile file, Spool spool)
    {
        var session = calls.Session;
        using var response = await calls.BlobAsync(file.Hash, file.Size + PieceBytes).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/json")
        {
            throw new FeedException(FeedFault.WrongContent, $"{AddressGuard.Shown(session.Last.Address)} answered with a page where the content of a file belongs.");
        }

        using var body = await JsonAnswers.UnpackedAsync(response, AddressGuard.Shown(session.Last.Address), session.Stop).ConfigureAwait(false);
        using var hash = ContentHash.StartGitBlob(file.Size);
        var piece = new byte[PieceBytes];
        long length = 0;
        try
        {
            for (int count; length <= file.Size && (count = await body.ReadAsync(piece, session.Stop).ConfigureAwait(false)) > 0; length += count)
            {
                hash.AppendData(piece, 0, count);
                spool.Write(piece.AsSpan(0, count));
            }
        }
        catch (InvalidDataException)
        {
            throw NotIt(file);
        }

        if (length != file.Size || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Hash) throw NotIt(file);
    }

    private static FeedException NotIt(ListedFile file) =>
        new(FeedFault.Integrity, $"{EntryPath.Printable(file.Path)} is not the content that its commit names ({file.Hash}). Nothing was taken.");
}
