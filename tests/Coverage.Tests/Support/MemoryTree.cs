using System.Text;
using Coverage.Sources;

namespace Coverage.Tests.Support;

/// <summary>A source tree of texts and bytes, as an origin would hand it over.</summary>
internal sealed class MemoryTree : SourceTree
{
    private readonly List<SourceFile> files;

    public MemoryTree(params ReadOnlySpan<(string Path, string Content)> files)
    {
        this.files = new(files.Length);
        foreach (var (path, content) in files) Add(path, Encoding.UTF8.GetBytes(content));
    }

    public MemoryTree(string path, byte[] content)
    {
        files = [];
        Add(path, content);
    }

    /// <summary>A tree with a time of its own, as an archive has it.</summary>
    public MemoryTree Of(string date)
    {
        Date = DateTime.SpecifyKind(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
        return this;
    }

    /// <summary>The same, with files or folders that this account may not read.</summary>
    public MemoryTree Without(params string[] paths)
    {
        files.RemoveAll(file => paths.Any(path => file.Path == path || file.Path.StartsWith(path + "/", StringComparison.Ordinal)));
        Unread.UnionWith(paths);
        return this;
    }

    /// <summary>What happens before each file is handed over.</summary>
    public Action<SourceFile>? Before { get; init; }

    public override string Origin => "a test's tree";

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        foreach (var file in files.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))))
        {
            Before?.Invoke(file);
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }

        // Told while it is read, as origins do.
        foreach (var path in Unread) Diagnostics.Add(new Coverage.Catalog.Diagnostic(path, 0, "It cannot be read: denied.", "Give this account the right to read it."));
    }

    private void Add(string path, byte[] bytes) => files.Add(new SourceFile(path, bytes, ContentHash.GitBlob(bytes)));
}
