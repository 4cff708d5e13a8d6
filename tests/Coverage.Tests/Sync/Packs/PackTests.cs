using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Packs;

public sealed class PackTests(RealCatalogue real)
{
    [Fact]
    public void What_goes_in_comes_out_to_the_byte()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();

        var done = SmallCatalogue.Import(here, SmallCatalogue.Pack(there));

        Assert.Equal(SmallCatalogue.Of(there), SmallCatalogue.Of(here));
        Assert.Equal(["atomic", "attack-enterprise", "attack-ics", "d3fend", "own-rules", "sigma"], done.Select(imported => imported.Change.Source));
        Assert.Equal(["2"], here.Query("SELECT count(*) FROM Items WHERE Kind IN (10, 11)"));
        Assert.Equal(["rules/twice.yml"], here.Query("SELECT Path FROM Files WHERE Recheck = 1"));
        Assert.NotEmpty(done.Single(imported => imported.Change.Source == "sigma").Problems);
        Assert.Equal(there.Links(), here.Links());
    }

    [Fact]
    public void Another_pack_of_it_is_the_same_to_the_byte()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var pack = SmallCatalogue.Pack(there);
        SmallCatalogue.Import(here, pack);

        Assert.Equal(PackForge.Entries(pack).Where(NotSignature), PackForge.Entries(SmallCatalogue.Pack(there)).Where(NotSignature), SameBytes);
        Assert.Equal(PackForge.Entries(pack).Where(NotSignature), PackForge.Entries(SmallCatalogue.Pack(here)).Where(NotSignature), SameBytes);
    }

    [Fact]
    public void Imported_twice_it_changes_nothing()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        SmallCatalogue.Import(here, SmallCatalogue.Pack(there));

        var again = SmallCatalogue.Import(here, SmallCatalogue.Pack(there), trust: false);

        Assert.All(again, imported => Assert.Equal((0, 0, 0, 0, 0, 0), (imported.Change.Added, imported.Change.Changed, imported.Change.Removed, imported.Change.Moved, imported.Change.Filled, imported.Change.Relinked)));
        Assert.Equal(SmallCatalogue.Of(there), SmallCatalogue.Of(here));
    }

    [Fact]
    public void Its_origin_and_its_signer_are_on_record()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var pack = SmallCatalogue.Pack(there, "sigma", "atomic");

        SmallCatalogue.Import(here, pack);

        Assert.Equal(["the pack a.coveragepack, from a test's tree"], here.Query("SELECT DISTINCT Origin FROM ChangeSets"));
        var signer = SmallCatalogue.Open(pack).Signer;
        Assert.Equal(
            [
                $"edit signers|{signer}|'ada' is trusted from now on",
                "import|atomic|2 added, 0 changed, 0 removed, 0 moved, 0 filled; from the pack a.coveragepack, from a test's tree",
                "import|sigma|2 added, 0 changed, 0 removed, 0 moved, 0 filled; from the pack a.coveragepack, from a test's tree",
                $"import|a.coveragepack|a pack of 2 sources, made 2026-01-02 03:04 UTC by 'ada', signed by {signer}",
            ],
            here.Query("SELECT Action, Subject, Details FROM Audit ORDER BY Id"));
    }

    [Fact]
    public void Any_archive_tool_can_look_into_it()
    {
        using var there = SmallCatalogue.Make();

        var entries = PackForge.Entries(SmallCatalogue.Pack(there, "sigma", "d3fend")).ToList();

        Assert.Equal(["manifest.json", "signature.json", "sources/d3fend.jsonl.gz", "sources/sigma.jsonl.gz"], entries.Select(entry => entry.Name));
        Assert.Contains("\"madeAt\": \"2026-01-02T03:04:05Z\"", Encoding.UTF8.GetString(entries[0].Content), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_written_to_what_cannot_seek_and_leaves_no_draft_behind()
    {
        using var there = SmallCatalogue.Make();
        using var output = new OneWay();

        var written = new PackWriter(there.Database, new Clock()).Write(output, TestDb.Ada, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(output.Written, written.Bytes);
        Assert.Empty(Directory.GetFiles(there.Database.Folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_later_sync_asks_only_for_what_differs()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        SmallCatalogue.Import(here, SmallCatalogue.Pack(there, "sigma"));
        IReadOnlyDictionary<string, string>? known = null;
        var tree = new MemoryTree(("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2)), ("rules/twice.yml", Make.Rule(2)), ("rules/bad.yml", "title: x\n"), ("rules/new.yml", Make.Rule(3)));

        var feed = new Feed(tree.Of("2026-09-01"), asked => known = asked);
        using (var model = here.Database.Model()) Assert.Empty(model.SourceSettings);
        here.Ledger.Write(TestDb.Ada, Mutations.EditSource, scope =>
        {
            scope.Model.SourceSettings.Add(new SourceSettingsRow { Name = "sigma", Kind = SourceKind.Sigma, Place = SourcePlace.GitHub, Repository = "SigmaHQ/sigma" });
            scope.Audit("sigma", "added");
            return true;
        });
        var settings = new SourceSettings(here.Database, here.Ledger, new Secrets(text => text, text => text));
        var result = await new SyncRunner(here.Database, here.Ledger, new ImportRunner(here.Database, here.Ledger), settings, _ => feed, TimeProvider.System)
            .RunAsync(new SyncRequest { Source = "sigma", Trigger = SyncRequest.ByCommand }, TestDb.Ada, null, TestContext.Current.CancellationToken);

        Assert.Equal(SyncOutcome.Applied, result.Run.Outcome);
        Assert.Equal("+1 ~0 -0 >0 filled 0 relinked 0 same 2", TestDb.Figures(result.Imported!.Change));
        Assert.Equal(["rules/a.yml", "rules/b.yml", "rules/bad.yml"], known!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_older_pack_is_refused_unless_forced_and_one_that_removes_much_too()
    {
        using var there = SmallCatalogue.Make();
        var old = SmallCatalogue.Pack(there, "sigma");
        there.Import(new MemoryTree([.. Enumerable.Range(1, 12).Select(i => ($"rules/{i}.yml", Make.Rule(i)))]).Of("2026-09-01"));
        there.Run(TestDb.Request(new MemoryTree(("rules/1.yml", Make.Rule(1))).Of("2026-09-02")) with { Source = "few" });
        using var here = new TestDb();
        SmallCatalogue.Import(here, SmallCatalogue.Pack(there, "sigma"));
        var before = here.Dump();

        Assert.Contains("older than that of 2026-09-01", Assert.Throws<InputHeldException>(() => SmallCatalogue.Import(here, old)).Message, StringComparison.Ordinal);
        var few = new PackForge(there).Source("sigma", source => source with { Date = new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc), Items = new Dictionary<ItemKind, int> { [ItemKind.Rule] = 2 }, Files = 0, Problems = 0 }).Lines("sigma", lines => lines[..2]).Bytes();
        Assert.Equal(10, Assert.Throws<InputHeldException>(() => SmallCatalogue.Import(here, few)).Removed.Count);
        Assert.Equal(before, here.Dump());

        SmallCatalogue.Import(here, old, force: true);
        Assert.Equal(["2"], here.Query("SELECT count(*) FROM Items"));
    }

    [Fact]
    public void One_source_that_is_refused_leaves_the_others_out()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        here.Import(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-12-01"));
        var before = here.Dump();

        Assert.Throws<InputHeldException>(() => SmallCatalogue.Import(here, SmallCatalogue.Pack(there)));

        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public void A_source_of_another_kind_is_not_replaced()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        here.Run(TestDb.Request(new MemoryTree(("T1001.yaml", Make.Atomics("T1001", 1)))) with { Source = "own-rules" });

        Assert.Contains("'own-rules' holds Atomic", Assert.Throws<SourceRefusedException>(() => SmallCatalogue.Import(here, SmallCatalogue.Pack(there))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_alone_take_no_texts_away()
    {
        using var there = SmallCatalogue.Make();
        var forge = new PackForge(there);
        var facts = forge.Source("sigma", source => source with { Seeded = true, Files = 0, Problems = 0 })
            .Lines("sigma", lines => lines.Where(line => line.StartsWith("{\"item", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(",\"text\":", StringComparison.Ordinal)] + "}}")).Bytes();
        using var empty = new TestDb();
        SmallCatalogue.Import(empty, facts);
        SmallCatalogue.Import(there, facts);

        Assert.True(empty.View.Sources.Single(source => source.Name == "sigma").Seeded);
        Assert.False(there.View.Sources.Single(source => source.Name == "sigma").Seeded);
        Assert.Equal(["0", "2"], new[] { empty, there }.Select(db => db.Query("SELECT count(Text) FROM Items WHERE Source = 'sigma'").Single()));
        Assert.Equal("+0 ~0 -0 >0 filled 2 relinked 0 same 2", TestDb.Figures(SmallCatalogue.Import(empty, new PackForge(there).Bytes()).Single(done => done.Change.Source == "sigma").Change));
    }

    [Fact]
    public void There_is_no_pack_of_nothing_or_of_what_is_not_loaded()
    {
        using var empty = new TestDb();
        using var small = SmallCatalogue.Make();

        Assert.Throws<ImportUsageException>(() => SmallCatalogue.Pack(empty));
        Assert.Contains("no source 'sygma'", Assert.Throws<ImportUsageException>(() => SmallCatalogue.Pack(small, "sygma")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_has_changed_nothing()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var pack = SmallCatalogue.Open(SmallCatalogue.Pack(there));
        using var stop = new CancellationTokenSource();
        var before = here.Dump();

        Assert.ThrowsAny<OperationCanceledException>(() => new PackImport(here.Database, here.Ledger).Run(pack, new PackImportRequest { Trust = pack.Signer }, TestDb.Ada, new StopAt("sigma", stop), stop.Token));

        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public void Everything_real_goes_through_a_pack_and_shows_the_same_picture()
    {
        var there = real.Newest;
        using var here = new TestDb();

        SmallCatalogue.Import(here, SmallCatalogue.Pack(there.Db));

        Assert.Equal(SmallCatalogue.Of(there.Db), SmallCatalogue.Of(here));
        Assert.Equal(there.View.Links.Count, here.View.Links.Count);
    }

    private static bool NotSignature((string Name, byte[] Content) entry) => entry.Name != PackFormat.Signature;

    private static bool SameBytes((string Name, byte[] Content) a, (string Name, byte[] Content) b) => a.Name == b.Name && a.Content.AsSpan().SequenceEqual(b.Content);

    private sealed class Feed(SourceTree tree, Action<IReadOnlyDictionary<string, string>> asked) : ISourceFeed
    {
        public Task<FeedLook> LookAsync(FeedMemory before, FeedMeter meter, CancellationToken cancellationToken) =>
            Task.FromResult(new FeedLook { Unchanged = false, Memory = new FeedMemory { Commit = new string('a', 40) } });

        public async Task<SourceTree> FetchAsync(FeedLook look, Task<IReadOnlyDictionary<string, string>> known, FeedMeter meter, CancellationToken cancellationToken)
        {
            asked(await known);
            return tree;
        }
    }

    private sealed class StopAt(string source, CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Source == source) stop.Cancel();
        }
    }

    private sealed class OneWay : MemoryStream
    {
        public long Written { get; private set; }

        public override bool CanSeek => false;

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;

        public override void Write(byte[] buffer, int offset, int count) => Written += count;
    }
}
