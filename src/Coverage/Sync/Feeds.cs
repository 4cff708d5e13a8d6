using Coverage.Data;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>Opens the place that a source comes from.</summary>
public sealed class Feeds(SourceSettings sources, Secrets secrets, SyncOptions options)
{
    /// <summary>The feed of a source.</summary>
    /// <exception cref="FeedException">Its credential cannot be decrypted, or its address is none that may be asked.</exception>
    public ISourceFeed Of(SourceSettingsRow settings)
    {
        _ = (sources, secrets, options);
        throw new FeedException(FeedFault.Unreachable, $"'{settings?.Name}': no feed yet.");
    }
}
