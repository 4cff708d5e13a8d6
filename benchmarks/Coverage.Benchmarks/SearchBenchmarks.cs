using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Coverage.Data;
using Coverage.Views;

namespace Coverage.Benchmarks;

/// <summary>Search in the engine: at most 5 ms for 95 of 100 queries.</summary>
public class SearchBenchmarks
{
    private SearchIndex search = null!;
    private string slow = "";

    /// <summary>Builds the index, and finds out which of the queries is at the 95th percentile.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using var catalogue = new SeededCatalogue();
        search = ViewBuilder.Build(CatalogContent.Read(catalogue.Database)).Search;
        foreach (var query in Queries.Fifty) Median(query);
        slow = Queries.Fifty.OrderBy(Median).ElementAt(Queries.Fifty.Length * 95 / 100);
        Console.WriteLine($"// At the 95th percentile of {Queries.Fifty.Length} queries over {search.Count} entries: '{slow}'.");
    }

    /// <summary>One of the fifty, on average.</summary>
    [Benchmark(OperationsPerInvoke = 50)]
    public int Average() => Queries.Fifty.Sum(query => search.Find(query).Count);

    /// <summary>The one at the 95th percentile.</summary>
    [Benchmark]
    public int At95th() => search.Find(slow).Count;

    private TimeSpan Median(string query)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 21; i++)
        {
            var start = Stopwatch.GetTimestamp();
            search.Find(query);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        times.Sort();
        return times[10];
    }
}
