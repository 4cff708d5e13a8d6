using Coverage.Sources;

namespace Coverage.Tests.Support;

/// <summary>A place whose commits a test makes: what has the commit that is remembered is unchanged.</summary>
internal sealed class TestFeed : ISourceFeed
{
    private (string Path, string Content)[] files = [];

    public int Looks { get; private set; }

    public int Fetches { get; private set; }

    public string Commit { get; private set; } = "";

    public DateTime? Date { get; set; }

    /// <summary>What is thrown instead of an answer.</summary>
    public Exception? Fails { get; set; }

    /// <summary>What happens while it fetches.</summary>
    public Func<CancellationToken, Task> WhileFetching { get; set; } = _ => Task.CompletedTask;

    public FeedMemory? Asked { get; private set; }

    /// <summary>Makes a commit, of which the number is the last digits.</summary>
    public void Push(int number, params (string Path, string Content)[] content)
    {
        (Commit, files) = ($"{number:d40}", content);
    }

    public Task<FeedLook> LookAsync(FeedMemory before, FeedMeter meter, CancellationToken cancellationToken)
    {
        Looks++;
        Asked = before;
        meter.Start("asking");
        meter.AddRequest(countsAgainstQuota: true);
        if (Fails is not null) throw Fails;
        return Task.FromResult(new FeedLook
        {
            Unchanged = before.Commit == Commit,
            Memory = before with { Commit = Commit, ETag = "\"" + Commit + "\"", Date = Date, Name = "owner/name" },
        });
    }

    public async Task<SourceTree> FetchAsync(FeedLook look, Task<IReadOnlyDictionary<string, string>> known, FeedMeter meter, CancellationToken cancellationToken)
    {
        Fetches++;
        meter.Start("fetching");
        await WhileFetching(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new Fetched(new MemoryTree(files), await known, look.Memory);
    }

    /// <summary>Hands over what is known without its bytes, as the contract says.</summary>
    private sealed class Fetched : SourceTree
    {
        private readonly MemoryTree inner;
        private readonly IReadOnlyDictionary<string, string> known;

        public Fetched(MemoryTree inner, IReadOnlyDictionary<string, string> known, FeedMemory memory)
        {
            (this.inner, this.known) = (inner, known);
            (Commit, Date, Repository) = (memory.Commit, memory.Date, memory.Name);
        }

        public override string Origin => "a test's place";

        public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken) =>
            inner.Files(endings, cancellationToken).Select(file => known.TryGetValue(file.Path, out var hash) && hash == file.BlobHash ? file with { Bytes = default } : file);
    }
}
