using System.IO.Compression;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.D3fend;

namespace Coverage.Tests.Sources.D3fend;

/// <summary>Reads ontologies: inline ones, and the released files in <c>shared/data</c> beside the repository where they are at hand.</summary>
internal static class D3fendData
{
    private const string Newest = "d3fend-protege-2025-08-25.ttl";
    private static readonly Lazy<Reading?> LazyReleased = new(() => Load(Newest) is { } file ? Read(file) : null);

    /// <summary>The newest released file, read once; the test is skipped where it is absent.</summary>
    public static Reading Released
    {
        get
        {
            Assert.SkipUnless(LazyReleased.Value is not null, "The released ontology is not at hand.");
            return LazyReleased.Value;
        }
    }

    public static SourceFile ReleasedFile(string name = Newest)
    {
        var file = Load(name);
        Assert.SkipUnless(file is not null, "The released ontology is not at hand.");
        return file;
    }

    public static SourceFile File(string turtle, string path = "d3fend.ttl") => new(path, System.Text.Encoding.UTF8.GetBytes(turtle), "");

    public static Reading Read(params SourceFile[] files)
    {
        var source = new D3fendSource();
        var reading = new Reading();
        foreach (var file in files)
        {
            source.Read(file, reading);
        }

        source.Finish(reading);
        return reading;
    }

    public static OffensiveTechnique Offensive(this Reading reading, string id) => reading.Items.OfType<OffensiveTechnique>().Single(o => o.ExternalId == id);

    public static DefensiveTechnique Defensive(this Reading reading, string id) => reading.Items.OfType<DefensiveTechnique>().Single(d => d.ExternalId == id);

    private static SourceFile? Load(string name)
    {
        var path = Locate($"{name}.gz");
        if (path is null)
        {
            return null;
        }

        using var packed = new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return new SourceFile(name, bytes.ToArray(), "");
    }

    private static string? Locate(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Coverage.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", "d3fend", name);
        return System.IO.File.Exists(path) ? path : null;
    }
}
