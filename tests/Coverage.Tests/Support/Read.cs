using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sync;

namespace Coverage.Tests.Support;

/// <summary>Reads texts as a source's files, by the same way as an import.</summary>
internal static class Read
{
    public static Reading As(SourceKind kind, params ReadOnlySpan<(string Path, string Content)> files) => As(kind, new MemoryTree(files)).Single();

    public static Reading As(SourceKind kind, string path, byte[] content) => As(kind, new MemoryTree(path, content)).Single();

    /// <summary>The readings of a tree: one, or one a domain.</summary>
    public static List<Reading> As(SourceKind kind, SourceTree tree)
    {
        var source = KnownSources.Of(kind);
        var reader = new InputReader(source, SourceLimits.Default, new Dictionary<string, string>());
        reader.Read([tree], (_, _) => { }, TestContext.Current.CancellationToken);
        var readings = source.Split(reader.Reading);
        foreach (var reading in readings) source.Finish(reading);
        return [.. readings];
    }
}
