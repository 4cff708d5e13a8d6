using BenchmarkDotNet.Attributes;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Views;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Coverage.Benchmarks;

/// <summary>Pages as the app serves them, asked for over a connection on this machine, uncompressed; and the grid of the matrix alone.</summary>
public class PageBenchmarks : IAsyncDisposable
{
    private static readonly MatrixQuery Query = MatrixQuery.Default;

    private DirectoryInfo folder = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;
    private CoverageView view = null!;

    /// <summary>Starts the app over the seed data.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        folder = Directory.CreateTempSubdirectory("coverage-benchmark-");
        app = WebServer.Build(new ServeOptions { DataFolder = folder.FullName, Url = "http://127.0.0.1:0" });
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        view = ((CoverageViews)app.Services.GetService(typeof(CoverageViews))!).Current;
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What any request costs.</summary>
    [Benchmark(Baseline = true)]
    public Task<string> Health() => Get("/healthz");

    /// <summary>The matrix, drawn before.</summary>
    [Benchmark]
    public Task<string> Matrix() => Get("/matrix");

    /// <summary>A technique with many rules.</summary>
    [Benchmark]
    public Task<string> T1059() => Get("/techniques/T1059");

    /// <summary>A technique with some of everything.</summary>
    [Benchmark]
    public Task<string> T1219() => Get("/techniques/T1219");

    /// <summary>What the search box shows.</summary>
    [Benchmark]
    public Task<string> Hits() => Get("/search/hits?q=powershell");

    /// <summary>The grid alone, drawn anew as after a change.</summary>
    [Benchmark]
    public int GridDrawn()
    {
        var measure = new CountMeasure(Query.Metric);
        return MatrixGrid.Write(new MatrixSelection(view.Domain(AttackDomain.Enterprise)!, Query, measure), Query, measure).Length;
    }

    /// <summary>The grid alone, drawn before.</summary>
    [Benchmark]
    public int GridKept() => MatrixCache.Of(view).Draw(view, Query)!.Html.Length;

    private Task<string> Get(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative));
}
