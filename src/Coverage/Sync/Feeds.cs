using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Microsoft.Extensions.Logging;

namespace Coverage.Sync;

/// <summary>Opens the places that sources come from, over connections that all of them share.</summary>
public sealed class Feeds(SourceSettings sources, Secrets secrets, SyncOptions options, TimeProvider time, ILoggerFactory? logs = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(IReadOnlyList<string> Hosts, GitHubNetwork Network)> networks = [];

    /// <summary>Where downloads lie while they are read; empty for the system's folder of temporary files.</summary>
    public string SpoolFolder { get; init; } = "";

    /// <summary>The feed of a source.</summary>
    /// <exception cref="FeedException">Its credential cannot be decrypted.</exception>
    public ISourceFeed Of(SourceSettingsRow settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Place == SourcePlace.Folder
            ? throw new FeedException(FeedFault.Unreachable, "no feed yet")
            : new GitHubFeed(PlaceOf(settings), secrets.Open(settings), Network());
    }

    /// <summary>The repository of a source, and what of it is followed.</summary>
    public GitHubPlace PlaceOf(SourceSettingsRow settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var repository = settings.Repository.Split('/', 2);
        return new GitHubPlace
        {
            Api = settings.Api.Length > 0 ? new Uri(settings.Api) : options.GitHub,
            Owner = repository[0],
            Name = repository.ElementAtOrDefault(1) ?? "",
            RefKind = Enum.Parse<GitHubRefKind>(settings.RefKind),
            Ref = settings.Ref,
            Kind = settings.Kind,
            Domain = settings.Domain,
            Release = settings.Release,
            Include = Lines(settings.Include),
            Exclude = Lines(settings.Exclude),
        };
    }

    /// <summary>The hosts that may be asked: GitHub's own, those of the installation's settings, and those that administrators allowed.</summary>
    public IReadOnlyList<string> Hosts() =>
    [
        .. AllowedHosts.Default.Entries, .. options.GitHub == GitHubPlace.PublicApi ? [] : new[] { options.GitHub.GetLeftPart(UriPartial.Authority) },
        .. options.Hosts, .. sources.Hosts().Select(host => host.Entry),
    ];

    /// <summary>The connections, under the hosts that are allowed at this moment.</summary>
    public GitHubNetwork Network()
    {
        var hosts = Hosts();
        lock (gate)
        {
            // One for every list that there ever was: a sync may still run over an older one, and administrators rarely change it.
            foreach (var (known, network) in networks)
            {
                if (known.SequenceEqual(hosts)) return network;
            }

            var made = new GitHubNetwork(new GitHubOptions { Hosts = new AllowedHosts(hosts), SpoolFolder = SpoolFolder }, time, logs?.CreateLogger<GitHubNetwork>());
            networks.Add((hosts, made));
            return made;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, network) in networks) network.Dispose();
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
