using System.Collections.Concurrent;
using Coverage.Data.Sqlite;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Sync.Faults;

public sealed class PagesDuringSyncTests : IDisposable
{
    private const int Rules = 60;
    private readonly SyncBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task No_view_ever_shows_half_a_catalogue()
    {
        bench.Db.Import(("enterprise.json", new Bundle("19.1").Techniques("T1001", "T1003").Json()));
        Push(1);
        await bench.SyncAsync();
        var views = new CoverageViews(new SqliteDatabase(bench.Db.Database.Folder));
        var seen = new ConcurrentDictionary<string, int>();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) seen.AddOrUpdate(Fingerprint(views.Refresh()), 1, (_, count) => count + 1);
        })).ToList();

        for (var commit = 2; commit <= 30; commit++)
        {
            Push(commit);
            Assert.Equal(Coverage.Data.SyncOutcome.Applied, (await bench.SyncAsync()).Run.Outcome);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal([$"even 0/{Rules}", $"odd {Rules}/0"], seen.Keys.Order(StringComparer.Ordinal));
    }

    private void Push(int commit) => bench.Feed.Push(commit, [.. Enumerable.Range(1, Rules).Select(i => ($"rules/r{i}.yml", Make.Rule(i, commit % 2 == 1 ? "attack.t1001" : "attack.t1003")))]);

    /// <summary>The commit that the view says it is of, and how many rules each of the two techniques has.</summary>
    private static string Fingerprint(CoverageView view)
    {
        var commit = view.Sources.Single(source => source.Name == "rules").Commit;
        return $"{((commit[^1] - '0') % 2 == 1 ? "odd" : "even")} {view.Find("T1001")!.Rules.Count}/{view.Find("T1003")!.Rules.Count}";
    }
}
