using Coverage.Catalog;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Tests.GitHub;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>A feed against the emulated GitHub, on a clock that does not wait, with a spool folder of its own.</summary>
public abstract class FeedFixture : GitHubFixture, IDisposable
{
    private readonly TempFolder spool = new();
    private GitHubNetwork? network;

    private protected HurriedClock Clock { get; } = new();

    protected override GitHubServerOptions Options => new() { Clock = Clock };

    /// <summary>How GitHub is asked; a test changes it before it asks.</summary>
    private protected Func<GitHubOptions, GitHubOptions> Asking { get; set; } = options => options;

    private protected GitHubNetwork Network => network ??= new GitHubNetwork(Asking(Defaults()), Clock);

    private protected GitHubCredential Credential { get; set; } = GitHubCredential.None;

    /// <summary>What lies in the spool folder.</summary>
    private protected string[] Spooled => Directory.GetFileSystemEntries(spool.Path);

    private protected string SpoolFolder => spool.Path;

    private protected static string HostOf(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        network?.Dispose();
        spool.Dispose();
    }

    private protected GitHubOptions Defaults() => new()
    {
        Hosts = new AllowedHosts([HostOf(Server.ApiUri), HostOf(Server.CodeloadUri)]),
        SpoolFolder = spool.Path,
        IdleTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Rules of Sigma, as many as are asked for, as the whole of a commit.</summary>
    private protected static Files Many(int count, params ReadOnlySpan<(string Path, FileContent? Content)> also)
    {
        var files = new Files();
        for (var i = 0; i < count; i++) files[$"rules/{i:D4}.yml"] = $"title: Rule {i}\ndetection: {{}}\n";
        foreach (var (path, content) in also) files[path] = content;
        return files;
    }

    private protected GitHubPlace Place(HostedRepository repository, SourceKind kind = SourceKind.Sigma) =>
        new() { Api = Server.ApiUri, Owner = repository.Owner, Name = repository.Name, Kind = kind };

    private protected async Task<Asked> LookAsync(GitHubPlace place, FeedMemory? before = null, CancellationToken? cancellationToken = null)
    {
        var meter = new FeedMeter();
        var asked = Server.Requests.Count;
        var look = await new GitHubFeed(place, Credential, Network).LookAsync(before ?? FeedMemory.None, meter, cancellationToken ?? Cancelled);
        Assert.Equal(Server.Requests.Count - asked, meter.Requests);
        return new Asked(look, meter);
    }

    private protected static Task<IReadOnlyDictionary<string, string>> NothingKnown { get; } = Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    private protected async Task<Taken> FetchAsync(GitHubPlace place, FeedLook look, IReadOnlyDictionary<string, string>? known = null, FeedMeter? meter = null, CancellationToken? cancellationToken = null)
    {
        meter ??= new FeedMeter();
        using var tree = await new GitHubFeed(place, Credential, Network).FetchAsync(look, known is null ? NothingKnown : Task.FromResult(known), meter, cancellationToken ?? Cancelled);
        return new Taken(tree, [.. tree.Files(KnownSources.Of(place.Kind).Endings, Cancelled)], [.. tree.Diagnostics], meter);
    }

    /// <summary>A look and a fetch, counted together.</summary>
    private protected async Task<Taken> SyncAsync(GitHubPlace place, FeedMemory? before = null, IReadOnlyDictionary<string, string>? known = null)
    {
        var meter = new FeedMeter();
        var look = await new GitHubFeed(place, Credential, Network).LookAsync(before ?? FeedMemory.None, meter, Cancelled);
        Assert.False(look.Unchanged);
        return await FetchAsync(place, look, known, meter) with { Look = look };
    }

    private protected static Task<FeedException> FailsAsync(Func<Task> work) => Assert.ThrowsAsync<FeedException>(work);

    /// <summary>That it fails so; what it says.</summary>
    private protected static async Task<string> FailsAsync(FeedFault fault, Func<Task> work)
    {
        var problem = await FailsAsync(work);
        Assert.Equal((fault, problem.Message), (problem.Fault, problem.Message));
        return problem.Message;
    }

    internal sealed record Asked(FeedLook Look, FeedMeter Meter);

    internal sealed record Taken(SourceTree Tree, IReadOnlyList<SourceFile> Files, IReadOnlyList<Diagnostic> Diagnostics, FeedMeter Meter)
    {
        public FeedLook Look { get; init; } = null!;

        /// <summary>Files that came with their bytes.</summary>
        public IReadOnlyList<SourceFile> Read => [.. Files.Where(file => file.Bytes.Length > 0)];

        public IReadOnlyDictionary<string, string> Hashes => Files.ToDictionary(file => file.Path, file => file.BlobHash);
    }
}
