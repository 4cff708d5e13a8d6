using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Views.Changes;

namespace Coverage.Tests.Sync;

public sealed class SourceSettingsTests : IDisposable
{
    private readonly SyncBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void What_a_place_cannot_use_is_refused_with_what_to_do()
    {
        Assert.Contains("commit that is checked out", Problem(Folder() with { RefKind = "Branch", Ref = "main" }), StringComparison.Ordinal);
        Assert.Contains("none can be pinned", Problem(Folder() with { Kind = SourceKind.Attack, Domain = AttackDomain.Ics, Release = "18.1" }), StringComparison.Ordinal);
        Assert.Contains("taken whole", Problem(new Setup { Place = SourcePlace.Upload, Include = "rules/*.yml" }), StringComparison.Ordinal);
        Assert.Contains("no schedule", Problem(new Setup { Place = SourcePlace.Upload, Cron = Schedule.Daily }), StringComparison.Ordinal);
        Assert.Equal("", Problem(Folder() with { Include = "rules/*.yml", Cron = Schedule.Daily }));
        Assert.Contains("no token and no App", Assert.Throws<ImportUsageException>(() => bench.Sources.Add(Folder().Row, new GitHubCredential.Token("github_pat_x"), TestDb.Ada)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_of_the_place_keeps_what_is_known_of_it()
    {
        bench.Feed.Push(1, ("rules/a.yml", Make.Rule(1)));
        await bench.SyncAsync();
        var settings = bench.Sources.Find(bench.Name)!;
        settings.Folder = "/srv/elsewhere";
        settings.Priority = 7;

        bench.Sources.Edit(settings, null, TestDb.Ada);

        Assert.NotNull(bench.Status.State?.SucceededAt);
        Assert.Equal(SyncOutcome.Unchanged, (await bench.SyncAsync()).Run.Outcome);
    }

    [Fact]
    public async Task What_goes_with_a_source_that_is_removed_is_in_the_inbox()
    {
        bench.Feed.Push(1, ("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)));
        await bench.SyncAsync();

        bench.Sources.Remove(bench.Name, TestDb.Ada);

        var entries = new ChangeLog(bench.Db.Database).Of(bench.Db.View).Entries;
        Assert.Equal([("Rule 1", Happened.Removed), ("Rule 2", Happened.Removed)], entries.Select(entry => (entry.Title, entry.What)));
        Assert.Equal(("rules", TestDb.Ada.Name), (entries[0].Set.Source, entries[0].Set.Who));
    }

    private static Setup Folder() => new() { Place = SourcePlace.Folder, Folder = Path.GetTempPath() };

    private static string Problem(Setup setup) => string.Join(' ', SourceSettingsCheck.Problems(setup.Row));

    private sealed record Setup
    {
        public SourceKind Kind { get; init; } = SourceKind.Sigma;

        public AttackDomain? Domain { get; init; }

        public SourcePlace Place { get; init; }

        public string Folder { get; init; } = "";

        public string RefKind { get; init; } = "";

        public string Ref { get; init; } = "";

        public string Release { get; init; } = "";

        public string Include { get; init; } = "";

        public string Cron { get; init; } = "";

        public SourceSettingsRow Row => new() { Name = "mine", Kind = Kind, Domain = Domain, Place = Place, Folder = Folder, RefKind = RefKind, Ref = Ref, Release = Release, Include = Include, Cron = Cron };
    }
}
