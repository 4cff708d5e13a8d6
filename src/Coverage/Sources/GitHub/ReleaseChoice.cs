using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.GitHub.Reading;

namespace Coverage.Sources.GitHub;

/// <summary>Finds the one file of ATT&amp;CK that is wanted, with the repository's index where that has a say.</summary>
internal sealed class ReleaseChoice(RepositoryCalls calls, GitHubPlace place)
{
    /// <exception cref="FeedException">There is none.</exception>
    public async Task<ListedFile> OfAsync(RepositoryListing listing)
    {
        ReadOnlyMemory<byte>? index = place.Release.Length == 0 && listing.Index is { } file
            ? await new BlobDownload(calls).ReadAsync(file).ConfigureAwait(false)
            : null;
        return AttackRelease.Choose(listing.Files, place, index);
    }
}
