using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.Folders;
using Coverage.Sources.GitHub;
using Coverage.Sources.Origins;
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
            ? new FolderFeed(settings.Folder) { Include = Lines(settings.Include), Exclude = Lines(settings.Exclude) }
            : new GitHubFeed(PlaceOf(settings), secrets.Open(settings), Network());
    }

    /// <summary>Tests the place of a source, and says exactly what is right and what is wrong.</summary>
    /// <param name="settings">The source, set up or about to be.</param>
    /// <param name="credential">The credential to test it with; null for the one that is stored.</param>
    /// <param name="cancellationToken">Stops it at once.</param>
    public async Task<IReadOnlyList<ProbeFinding>> TestAsync(SourceSettingsRow settings, GitHubCredential? credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (SourceSettingsCheck.Problems(settings).Select(problem => new ProbeFinding(ProbeOutcome.Wrong, problem)).ToList() is { Count: > 0 } problems) return problems;
        try
        {
            return settings.Place switch
            {
                SourcePlace.GitHub => await new GitHubProbe(Network()).TestAsync(PlaceOf(settings), credential ?? secrets.Open(settings), null, cancellationToken).ConfigureAwait(false),
                SourcePlace.Folder => await Task.Run(() => TestFolder(settings, cancellationToken), cancellationToken).ConfigureAwait(false),
                _ => [new ProbeFinding(ProbeOutcome.Good, "It comes by upload; there is nowhere to ask.")],
            };
        }
        catch (FeedException problem)
        {
            return [new ProbeFinding(ProbeOutcome.Wrong, problem.Message, problem.Fault)];
        }
        catch (SourceRefusedException problem)
        {
            return [new ProbeFinding(ProbeOutcome.Wrong, problem.Message)];
        }
    }

    private static List<ProbeFinding> TestFolder(SourceSettingsRow settings, CancellationToken cancellationToken)
    {
        var source = KnownSources.Of(settings.Kind);
        using var tree = new PatternTree(SourceTrees.Open(settings.Folder), Lines(settings.Include), Lines(settings.Exclude));
        var files = tree.Files(source.Endings, cancellationToken).Where(file => source.Wants(file.Path)).Take(MostTried).ToList();
        return files.Exists(source.Recognises)
            ? [new ProbeFinding(ProbeOutcome.Good, $"{settings.Folder} holds {settings.Kind}: {files.Find(source.Recognises)!.Path}.")]
            : [new ProbeFinding(ProbeOutcome.Wrong, files.Count == 0 ? $"{settings.Folder} holds no file that could be {settings.Kind}{(settings.Include.Length + settings.Exclude.Length > 0 ? " and that the patterns want" : "")}." : $"None of the first {files.Count} files of {settings.Folder} is {settings.Kind}.", FeedFault.NothingMatches)];
    }

    private const int MostTried = 200;

    /// <summary>The repository of a source, and what of it is followed.</summary>
    public GitHubPlace PlaceOf(SourceSettingsRow settings) => PlaceOf(settings, options.GitHub);

    internal static GitHubPlace PlaceOf(SourceSettingsRow settings, Uri api)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var repository = settings.Repository.Split('/', 2);
        return new GitHubPlace
        {
            Api = settings.Api.Length > 0 ? new Uri(settings.Api) : api,
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
