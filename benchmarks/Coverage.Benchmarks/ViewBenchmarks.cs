using BenchmarkDotNet.Attributes;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;
using Coverage.Views;

namespace Coverage.Benchmarks;

/// <summary>What a change costs before pages show it: reading the catalogue, resolving what the sources name, joining it.</summary>
public class ViewBenchmarks : IDisposable
{
    private SeededCatalogue catalogue = null!;
    private CatalogContent content = null!;
    private Technique[] techniques = [];
    private string[] written = [];

    /// <summary>Fills a database.</summary>
    [GlobalSetup]
    public void Setup()
    {
        catalogue = new SeededCatalogue();
        content = CatalogContent.Read(catalogue.Database);
        techniques = [.. content.Items.OfType<Technique>()];
        written = [.. ViewBuilder.Build(content).Links.Select(link => link.Reference.Written)];
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        catalogue.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Every item from the database.</summary>
    [Benchmark]
    public CatalogContent Read() => CatalogContent.Read(catalogue.Database);

    /// <summary>The view of them, its search included.</summary>
    [Benchmark]
    public CoverageView Build() => ViewBuilder.Build(content);

    /// <summary>Every reference that rules, tests and controls make, by a resolver that knows none of them yet.</summary>
    [Benchmark]
    public int Resolve()
    {
        var resolver = new TechniqueResolver(techniques);
        return written.Count(id => resolver.Resolve(id).Technique is not null);
    }
}
