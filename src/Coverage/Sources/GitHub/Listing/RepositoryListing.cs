using Coverage.Catalog;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>
/// The files of a commit, all of them or none: a listing that GitHub cut is read again folder by folder, so that nothing
/// looks deleted because the list ended.
/// </summary>
internal sealed class RepositoryListing(RepositoryCalls calls, WantedFiles wanted)
{
    private const int ShownOthers = 3;
    private const long IndexBytes = 2L << 20;
    private static readonly Comparer<ListedFile> ByPath = Comparer<ListedFile>.Create((one, other) => string.CompareOrdinal(one.Path, other.Path));
    private readonly Dictionary<string, ListedFile> files = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];
    private int requests;
    private int entries;
    private IReadOnlyList<ListedFile>? inOrder;

    /// <summary>The wanted files, in the order of their paths.</summary>
    public IReadOnlyList<ListedFile> Files => inOrder ??= [.. files.Values.Order(ByPath)];

    /// <summary>What was not taken, and why.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>How many files there are, wanted or not.</summary>
    public int Entries => entries;

    /// <summary>A few of the files that are not wanted.</summary>
    public List<string> Others { get; } = [];

    /// <summary>The index of releases at the top, if there is one of a size that is read.</summary>
    public ListedFile? Index { get; private set; }

    private GitHubOptions Options => calls.Session.Options;

    /// <summary>Reads it.</summary>
    /// <exception cref="FeedException">It cannot be read whole.</exception>
    public async Task ReadAsync(string sha)
    {
        var whole = await AskAsync(sha, recursive: true).ConfigureAwait(false);
        if (whole.Truncated)
        {
            await WalkAsync(sha, "").ConfigureAwait(false);
        }
        else
        {
            AddAll(whole, "");
        }
    }

    private async Task WalkAsync(string sha, string prefix)
    {
        var folder = await AskAsync(sha, recursive: false).ConfigureAwait(false);
        if (folder.Truncated) throw TooLarge($"the folder '{EntryPath.Printable(prefix)}' alone is");
        AddAll(folder, prefix);
        foreach (var inner in folder.Tree!.Where(item => item.Type == "tree" && item.Path is not null && wanted.MayHold(prefix + item.Path)))
        {
            var all = await AskAsync(HashOf(inner), recursive: true).ConfigureAwait(false);
            if (all.Truncated) await WalkAsync(HashOf(inner), $"{prefix}{inner.Path}/").ConfigureAwait(false);
            else AddAll(all, $"{prefix}{inner.Path}/");
        }
    }

    private async Task<TreeAnswer> AskAsync(string sha, bool recursive) =>
        ++requests <= Options.TreeRequests
            ? await calls.TreeAsync(sha, recursive).ConfigureAwait(false)
            : throw TooLarge("it is");

    private void AddAll(TreeAnswer answer, string prefix)
    {
        foreach (var item in answer.Tree!.Where(item => item.Type != "tree"))
        {
            if (++entries > Options.Limits.Entries) throw TooLarge("it is");
            Add(item, prefix + item.Path);
            if (prefix.Length == 0 && item is { Path: AttackRelease.IndexPath, Mode: "100644", Size: <= IndexBytes }) Index = new ListedFile(item.Path, HashOf(item), item.Size);
        }
    }

    private void Add(TreeItem item, string name)
    {
        var isWanted = wanted.Wants(name);
        if (item.Mode is "120000" or "160000")
        {
            if (isWanted || wanted.MayHold(name)) Skip(name, item.Mode == "120000" ? "It is no plain file but a symbolic link." : "It is a submodule, another repository.", "Give that file or repository itself.");
        }
        else if (!isWanted)
        {
            if (Others.Count < ShownOthers) Others.Add(EntryPath.Printable(name));
        }
        else if (!EntryPath.TryNormalise(name, out var path) || path != name)
        {
            Skip(name, "Its name leads out of the tree, or holds characters that hide what it is.", "Rename it.");
        }
        else if (item.Size > Options.Limits.BytesFor(name))
        {
            Skip(name, $"It is larger than {Budget.Size(Options.Limits.BytesFor(name))}.", "Split it, or raise the limit.");
        }
        else if (!files.TryAdd(path, new ListedFile(path, HashOf(item), item.Size)))
        {
            throw calls.Session.WrongContent();
        }
    }

    private string HashOf(TreeItem item) => item is { Sha: { } sha, Size: >= 0 } && TopFolder.IsCommit(sha) ? sha : throw calls.Session.WrongContent();

    private void Skip(string name, string message, string advice) => diagnostics.Add(new Diagnostic(EntryPath.Printable(name), 0, message, advice));

    private static FeedException TooLarge(string what) =>
        new(FeedFault.TooLarge, $"The repository cannot be listed whole: {what} too large. Name the folders that are wanted by patterns that start with them.");
}
