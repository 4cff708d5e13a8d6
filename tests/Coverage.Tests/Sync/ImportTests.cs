using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync;

public sealed class ImportTests
{
    [Fact]
    public void Added_changed_removed_and_moved_are_told_and_a_moved_and_changed_rule_is_in_both()
    {
        using var db = new TestDb();
        var first = db.Import(Files(Enumerable.Range(1, 10)));
        var second = db.Import(
        [
            .. Files(Enumerable.Range(1, 6)),
            ("rules/7.yml", Make.Rule(7, "attack.t1001")),
            ("rules/moved/8.yml", Make.Rule(8)),
            ("rules/moved/9.yml", Make.Rule(9, "attack.t1001")),
            ("rules/11.yml", Make.Rule(11)),
            ("rules/12.yml", Make.Rule(12)),
        ]);

        Assert.Equal("+10 ~0 -0 >0 filled 0 relinked 0 same 0", TestDb.Figures(first));
        Assert.Equal("+2 ~2 -1 >2 filled 0 relinked 0 same 6", TestDb.Figures(second));
        Assert.Equal(
            [
                $"{Make.Guid(7)}|2|rules/7.yml|rules/7.yml", $"{Make.Guid(8)}|8|rules/8.yml|rules/moved/8.yml", $"{Make.Guid(9)}|10|rules/9.yml|rules/moved/9.yml",
                $"{Make.Guid(10)}|4|rules/10.yml|rules/10.yml", $"{Make.Guid(11)}|1||rules/11.yml", $"{Make.Guid(12)}|1||rules/12.yml",
            ],
            db.Query("SELECT ExternalId, Change, PathBefore, Path FROM Changes ORDER BY ExternalId"));
    }

    [Fact]
    public void The_same_input_twice_is_no_change()
    {
        using var db = new TestDb();
        db.Import(Files(Enumerable.Range(1, 5)));

        Assert.Equal("+0 ~0 -0 >0 filled 0 relinked 0 same 5", TestDb.Figures(db.Import(Files(Enumerable.Range(1, 5)))));
    }

    [Fact]
    public void The_very_same_archive_is_seen_by_its_fingerprint_and_keeps_its_problems()
    {
        using var db = new TestDb();
        var archive = Pack.Gz(Pack.Tar(("x-y-1234567/rules/a.yml", Make.Rule(1)), ("x-y-1234567/rules/bad.yml", "title: x\n")));
        var first = db.Import(Pack.Open("s.tar.gz", archive)).Single();
        var generation = db.Database.Generation();

        var again = db.Import(Pack.Open("s.tar.gz", archive)).Single();

        Assert.Equal(("The same input as before.", 1, 1), (again.Change.Notes, again.Change.Unchanged, again.Change.Problems));
        Assert.Equal(first.Problems, again.Problems);
        Assert.Equal(generation, db.Database.Generation());
    }

    [Fact]
    public void A_file_that_did_not_change_keeps_its_rules_and_its_problems_without_being_read_again()
    {
        using var db = new TestDb();
        (string, string) bad = ("rules/bad.yml", $"{Make.Rule(9)}\n---\ntitle: x\n");
        db.Import([bad, ("rules/a.yml", Make.Rule(1))]);

        var change = db.Import([bad, ("rules/a.yml", Make.Rule(1, "attack.t1001"))]);

        Assert.Equal(("+0 ~1 -0 >0 filled 0 relinked 0 same 1", 1), (TestDb.Figures(change), change.Problems));
        Assert.Equal("rules/bad.yml", db.View.Diagnostics["sigma"].Single().Path);
        Assert.Equal(0, db.Import([("rules/bad.yml", Make.Rule(9)), ("rules/a.yml", Make.Rule(1, "attack.t1001"))]).Problems);
    }

    [Fact]
    public void Of_two_rules_with_one_id_the_first_path_wins_with_one_diagnostic()
    {
        using var db = new TestDb();

        var change = db.Import(("rules/b.yml", Make.Rule(1, "attack.t1002")), ("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/c.yml", Make.Rule(2)));

        Assert.Equal((2, 1), (change.Added, change.Problems));
        Assert.Equal("rules/a.yml", db.View.Rules.Single(rule => rule.ExternalId == Make.Guid(1)).Path);
        var problem = db.View.Diagnostics["sigma"].Single();
        Assert.Equal(("rules/b.yml", $"The id {Make.Guid(1)} is used a second time; rules/a.yml has it."), (problem.Path, problem.Message));
    }

    [Fact]
    public void The_loser_comes_back_when_the_winner_goes_though_its_own_file_is_unchanged()
    {
        using var db = new TestDb();
        var others = Files(Enumerable.Range(10, 10));
        (string, string) a = ("rules/a.yml", Make.Rule(1, "attack.t1001")), b = ("rules/b.yml", Make.Rule(1, "attack.t1002"));
        db.Import([.. others, a, b]);
        Assert.Equal(("+0 ~0 -0 >0 filled 0 relinked 0 same 11", 1), (TestDb.Figures(db.Import([.. others, a, b])), db.View.Diagnostics["sigma"].Count));

        var gone = db.Import([.. others, b]);

        Assert.Equal("+0 ~1 -0 >1 filled 0 relinked 0 same 10", TestDb.Figures(gone));
        Assert.Equal(["T1002"], db.View.Rules.Single(rule => rule.ExternalId == Make.Guid(1)).Techniques);
        Assert.False(db.View.Diagnostics.ContainsKey("sigma"));
    }

    [Fact]
    public void A_new_file_with_an_earlier_path_takes_the_id_over_and_gives_it_back()
    {
        using var db = new TestDb();
        var others = Files(Enumerable.Range(10, 10));
        (string, string) a = ("rules/a.yml", Make.Rule(1, "attack.t1001")), b = ("rules/b.yml", Make.Rule(1, "attack.t1002"));
        db.Import([.. others, b]);

        Assert.Equal(1, db.Import([.. others, a, b]).Problems);
        Assert.Equal("rules/a.yml", Path());
        Assert.Equal(1, db.Import([.. others, a, b]).Problems);
        Assert.Equal("rules/a.yml", Path());
        db.Import([.. others, b]);
        Assert.Equal("rules/b.yml", Path());

        string Path() => db.View.Rules.Single(rule => rule.ExternalId == Make.Guid(1)).Path;
    }

    [Fact]
    public void A_GUID_used_twice_is_one_diagnostic_in_a_file_and_across_files()
    {
        using var db = new TestDb();

        var change = db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 1)), ("atomics/T1002/T1002.yaml", Make.Atomics("T1002", 2, 1)));

        Assert.Equal((2, 2), (change.Added, change.Problems));
        Assert.Equal(("T1001", 1), db.View.Tests.Where(test => test.ExternalId == Make.Guid(1)).Select(test => (test.Technique, test.Number)).Single());
        Assert.Equal(["atomics/T1001/T1001.yaml", "atomics/T1002/T1002.yaml"], db.View.Diagnostics["atomic"].Select(problem => problem.Path));
    }

    [Fact]
    public void A_test_that_only_got_another_number_is_neither_changed_nor_lost()
    {
        using var db = new TestDb();
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2)));

        var change = db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 3, 1, 2)));

        Assert.Equal("+1 ~0 -0 >0 filled 0 relinked 2 same 2", TestDb.Figures(change));
        Assert.Equal(3, db.View.Tests.Single(test => test.ExternalId == Make.Guid(2)).Number);
    }

    [Fact]
    public void An_older_release_of_ATT_and_CK_is_refused_unless_forced()
    {
        using var db = new TestDb();
        db.Import(new Bundle("19.1").Techniques("T1001").File());
        var older = TestDb.Request(new Bundle("9.2").Techniques("T1001").File());

        Assert.Contains("ATT&CK 9.2, older than 19.1", db.Refused<SourceRefusedException>(older), StringComparison.Ordinal);
        Assert.Equal("9.2", db.Run(older with { Force = true }).Single().Change.Version);
        var newer = db.Import(new Bundle("19.1").Techniques("T1001").File());
        Assert.Equal(("9.2", "19.1"), (newer.VersionBefore, newer.Version));
    }

    [Theory]
    [InlineData("d3fend-protege-2025-08-25.ttl", "d3fend-protege-2024-12-20.ttl", "D3FEND 2024-12-20, older than 2025-08-25")]
    [InlineData("d3fend-protege-1.10.0.ttl", "d3fend-protege-1.9.1.ttl", "D3FEND 1.9.1, older than 1.10.0")]
    public void An_older_release_of_D3FEND_is_refused_unless_forced(string newer, string older, string why)
    {
        const string Ontology = "@prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . :X a owl:Class ; :d3fend-id \"D3-X\" .";
        using var db = new TestDb();
        db.Import((newer, Ontology));

        Assert.Contains(why, db.Refused((older, Ontology)), StringComparison.Ordinal);
        Assert.Equal("", db.Run(TestDb.Request((older, Ontology)) with { Force = true }).Single().Change.Notes);
        Assert.Equal("", db.Import((newer, Ontology)).Notes);
        Assert.Equal("The date of the input is unknown, so its age was not checked.", db.Import(("d3fend.ttl", Ontology)).Notes);
        db.Refused((older, Ontology));
    }

    [Fact]
    public void An_unknown_release_is_taken_and_said()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());

        Assert.Equal("The release is unknown, so its age was not checked.", db.Import(new Bundle(null).Techniques("T1001").File()).Notes);
    }

    [Fact]
    public void An_older_input_is_refused_unless_forced_and_one_of_unknown_date_is_taken_and_said()
    {
        using var db = new TestDb();
        db.Import(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-08-05"));
        var older = TestDb.Request(new MemoryTree(("rules/a.yml", Make.Rule(1, "attack.t1001"))).Of("2026-07-01"));

        Assert.Contains("of 2026-07-01 00:00, older than that of 2026-08-05 00:00", db.Refused<SourceRefusedException>(older), StringComparison.Ordinal);
        Assert.Equal(1, db.Run(older with { Force = true }).Single().Change.Changed);
        Assert.Equal("The date of the input is unknown, so its age was not checked.", db.Import(("rules/a.yml", Make.Rule(1))).Notes);
    }

    [Fact]
    public void An_input_of_unknown_date_does_not_make_the_last_known_date_unknown()
    {
        using var db = new TestDb();
        var older = TestDb.Request(new MemoryTree(("rules/a.yml", Make.Rule(1, "attack.t1001"))).Of("2026-07-01"));
        Assert.Equal("", db.Import(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-08-05")).Single().Change.Notes);
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1002")));

        Assert.Null(db.View.Sources.Single().Date);
        Assert.Contains("of 2026-07-01 00:00, older than that of 2026-08-05 00:00, which was loaded before; the age of what is loaded now is unknown.", db.Refused<SourceRefusedException>(older), StringComparison.Ordinal);

        db.Run(older with { Force = true });
        db.Import(("rules/a.yml", Make.Rule(1)));
        Assert.Equal("", db.Run(older).Single().Change.Notes);
    }

    [Fact]
    public void What_was_never_dated_leaves_the_age_of_an_input_unchecked()
    {
        using var db = new TestDb();
        db.Import(("rules/a.yml", Make.Rule(1)));

        Assert.Equal("The date of what was loaded before is unknown, so the input's age was not checked.", db.Import(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-07-01")).Single().Change.Notes);
    }

    [Fact]
    public void A_bundle_of_unknown_release_does_not_make_the_last_known_release_unknown()
    {
        using var db = new TestDb();
        db.Import(new Bundle("19.1").Techniques("T1001").File());
        db.Import(new Bundle(null).Techniques("T1001").File());

        Assert.Equal("", db.View.Sources.Single().Version);
        Assert.Contains("ATT&CK 18.1, older than 19.1, which was loaded before", db.Refused(new Bundle("18.1").Techniques("T1001").File()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    public void More_than_a_fifth_removed_is_refused_unless_forced(int kept, bool taken)
    {
        using var db = new TestDb();
        db.Import(Files(Enumerable.Range(1, 10)));
        var request = TestDb.Request(Files(Enumerable.Range(1, kept)));

        if (!taken)
        {
            Assert.Contains("would remove 3 of 10 rules, more than 20", db.Refused<SourceRefusedException>(request), StringComparison.Ordinal);
            request = request with { Force = true };
        }

        Assert.Equal(10 - kept, db.Run(request).Single().Change.Removed);
    }

    [Fact]
    public void What_would_remove_techniques_or_tests_is_refused_alike()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001", "T1002", "T1003", "T1004").File());
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2, 3, 4)));

        Assert.Contains("1 of 4 techniques", db.Refused(new Bundle().Techniques("T1001", "T1002", "T1003").File()), StringComparison.Ordinal);
        Assert.Contains("1 of 4 tests", db.Refused(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2, 3))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_a_usable_item_is_refused_and_says_its_first_problem()
    {
        using var db = new TestDb();
        db.Import(Files([1]));

        Assert.Contains("there is nothing of Sigma in it; the first problem is rules/a.yml: It is not a Sigma rule", db.Refused<SourceRefusedException>(TestDb.Request(("rules/a.yml", "title: x\n")) with { Kind = SourceKind.Sigma }), StringComparison.Ordinal);
        Assert.Contains("there is nothing of Sigma in it", db.Refused<SourceRefusedException>(TestDb.Request(("rules/a.txt", "x")) with { Kind = SourceKind.Sigma }), StringComparison.Ordinal);
        Assert.Contains("there is no ATT&CK bundle", db.Refused(("a.yml", "x: y\n")), StringComparison.Ordinal);
        Assert.Contains("there is nothing of ATT&CK", db.Refused(new Bundle().File()), StringComparison.Ordinal);
    }

    [Fact]
    public void One_refused_input_of_several_leaves_the_others_unapplied()
    {
        using var db = new TestDb();
        db.Import(new Bundle("19.1").Techniques("T1001").File());

        db.Refused<SourceRefusedException>(TestDb.Request(new MemoryTree(Files([1, 2])), new MemoryTree(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1))), new MemoryTree(new Bundle("18.1").Techniques("T1001").File())));
        db.Refused<SourceRefusedException>(TestDb.Request(new MemoryTree(Files([1, 2])), new MemoryTree(("enterprise-attack.json", "{ \"type\": \"bundle\", \"objects\": [ {]"))));

        Assert.Equal(["attack-enterprise"], db.View.Sources.Select(source => source.Name));
    }

    [Fact]
    public void Several_kinds_in_one_import_are_several_change_sets_and_those_of_one_kind_are_one()
    {
        using var db = new TestDb();

        var done = db.Import(
            new MemoryTree(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1))),
            new MemoryTree(("rules/1.yml", Make.Rule(1))),
            new MemoryTree(("rules-dfir/2.yml", Make.Rule(2))),
            new MemoryTree(new Bundle().Techniques("T1001").File()));

        Assert.Equal(["attack-enterprise +1", "sigma +2", "atomic +1"], done.Select(imported => $"{imported.Change.Source} +{imported.Change.Added}"));
    }

    [Fact]
    public void An_input_of_two_domains_fills_two_sources_and_coming_again_changes_neither()
    {
        using var db = new TestDb();
        var zip = Pack.Zip(("e.json", new Bundle("19.1").Techniques("T1001").Json()), ("i.json", new Bundle("18.1", "ics").Techniques("T0801").Json()));

        Assert.Equal(["attack-enterprise", "attack-ics"], db.Import(Pack.Open("a.zip", zip)).Select(imported => imported.Change.Source));
        Assert.Equal([("attack-enterprise", 0, 1), ("attack-ics", 0, 1)], db.Import(Pack.Open("a.zip", zip)).Select(imported => (imported.Change.Source, imported.Change.Added, imported.Change.Unchanged)));
    }

    [Fact]
    public void An_input_of_two_domains_is_read_again_when_one_of_them_has_been_replaced()
    {
        using var db = new TestDb();
        var zip = Pack.Zip(("e.json", new Bundle("19.1").Techniques("T1001").Json()), ("i.json", new Bundle("18.1", "ics").Techniques("T0801").Json()));
        db.Import(Pack.Open("a.zip", zip));
        db.Import(new Bundle("19.0", "ics").Techniques("T0801").File("i.json"));

        Assert.Contains("ATT&CK 18.1, older than 19.0", db.Refused<SourceRefusedException>(TestDb.Request(Pack.Open("a.zip", zip))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_releases_of_one_domain_in_one_import_are_refused()
    {
        using var db = new TestDb();

        var refused = db.Refused<SourceRefusedException>(TestDb.Request(new MemoryTree(new Bundle("19.1").Techniques("T1001").File("a.json")), new MemoryTree(new Bundle("18.1").Techniques("T1001").File("b.json"))));

        Assert.Contains("a.json is release 19.1 and b.json is release 18.1", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_source_stands_beside_the_default_one()
    {
        using var db = new TestDb();
        db.Import(Files([1, 2]));

        var own = db.Run(TestDb.Request(Pack.Open("own.yml", Encoding.UTF8.GetBytes(Make.Rule(9)))) with { Source = "private" }).Single().Change;

        Assert.Equal(("private", 1), (own.Source, own.Added));
        Assert.Equal(["sigma 2", "private 1"], db.View.Sources.Select(source => $"{source.Name} {db.View.Rules.Count(rule => rule.Source == source.Name)}"));
    }

    [Fact]
    public void A_single_rule_without_a_name_for_its_source_is_wrong_use()
    {
        using var db = new TestDb();
        db.Import(Files([1, 2]));

        Assert.Contains("needs --source NAME", db.Refused<ImportUsageException>(TestDb.Request(Pack.Open("own.yml", Encoding.UTF8.GetBytes(Make.Rule(9))))), StringComparison.Ordinal);
        Assert.Contains("needs --source NAME", db.Refused<ImportUsageException>(TestDb.Request(Pack.Open("T1001.yaml.gz", Pack.Gz(Encoding.UTF8.GetBytes(Make.Atomics("T1001", 1))))) with { Force = true }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atomic")]
    [InlineData("attack-ics")]
    [InlineData("held")]
    public void A_source_of_another_kind_is_refused(string name)
    {
        using var db = new TestDb();
        db.Run(TestDb.Request(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1))) with { Source = "held" });

        Assert.Contains($"'{name}' holds", db.Refused<SourceRefusedException>(TestDb.Request(Files([1])) with { Source = name }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_holds_another_domain_is_refused()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());

        Assert.Contains("holds the Enterprise domain", db.Refused<SourceRefusedException>(TestDb.Request(new Bundle("18.1", "ics").Techniques("T0801").File()) with { Source = "attack-enterprise" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_source_of_a_domain_does_not_take_another_one_when_it_is_still_empty()
    {
        using var db = new TestDb();

        db.Refused<SourceRefusedException>(TestDb.Request(new Bundle().Techniques("T1001").File()) with { Source = "attack-ics" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("x\n")]
    public void A_source_cannot_have_any_name(string name)
    {
        using var db = new TestDb();

        Assert.Contains("cannot name a source", db.Refused<ImportUsageException>(TestDb.Request(Files([1])) with { Source = name }), StringComparison.Ordinal);
    }

    /// <summary>What is recorded of rules goes by source and identifier, and own rules have a source that is none.</summary>
    [Fact]
    public void No_source_is_called_as_the_organisations_own_rules_are()
    {
        using var db = new TestDb();

        Assert.Equal(Coverage.Posture.ItemKey.OwnSource, SourceName.OwnRules);
        Assert.Contains("stands for rules", db.Refused<ImportUsageException>(TestDb.Request(Files([1])) with { Source = SourceName.OwnRules }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_name_cannot_hold_several_kinds_or_domains()
    {
        using var db = new TestDb();

        db.Refused<ImportUsageException>(TestDb.Request(new MemoryTree(Files([1])), new MemoryTree(new Bundle().Techniques("T1001").File())) with { Source = "both" });
        db.Refused<ImportUsageException>(TestDb.Request(new MemoryTree(new Bundle().Techniques("T1001").File("a.json"), new Bundle("18.1", "ics").Techniques("T0801").File("b.json"))) with { Source = "both" });
    }

    [Fact]
    public void Cancelled_in_the_middle_nothing_has_changed()
    {
        using var db = new TestDb();
        db.Import(Files(Enumerable.Range(1, 5)));
        var before = db.Dump();
        using var stop = new CancellationTokenSource();
        var read = 0;
        var tree = new MemoryTree(Files(Enumerable.Range(1, 500)))
        {
            Before = _ =>
            {
                if (++read > 300) stop.Cancel();
            },
        };

        Assert.ThrowsAny<OperationCanceledException>(() => db.Run(TestDb.Request(tree) with { Kind = SourceKind.Sigma }, cancellationToken: stop.Token));

        Assert.Equal(before, db.Dump());
        Assert.Equal(495, db.Import(Files(Enumerable.Range(1, 500))).Added);
    }

    [Fact]
    public void Cancelled_before_it_writes_nothing_has_changed()
    {
        using var db = new TestDb();
        var before = db.Dump();
        using var stop = new CancellationTokenSource();
        var progress = new Watch(report =>
        {
            if (report.Phase == "writing") stop.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(() => new ImportRunner(db.Database, db.Ledger).Run(TestDb.Request(Files([1])), TestDb.Ada, progress, stop.Token));

        Assert.Equal(before, db.Dump());
    }

    [Fact]
    public void A_viewer_may_not_import_and_what_an_engineer_imports_bears_their_name()
    {
        using var db = new TestDb();

        Assert.Contains("eve is Viewer", db.Refused<NotAllowedException>(TestDb.Request(Files([1])), new Person("eve", Role.Viewer)), StringComparison.Ordinal);
        db.Run(TestDb.Request(Files([1])), new Person("bob", Role.Engineer));

        Assert.Equal(["bob|2|import|sigma|1 added, 0 changed, 0 removed, 0 moved, 0 filled; from a test's tree"], db.Query("SELECT Who, Role, Action, Subject, Details FROM Audit"));
        Assert.Equal(["bob"], db.Query("SELECT Who FROM ChangeSets"));
    }

    [Fact]
    public void An_import_that_another_one_overtook_is_refused()
    {
        using var db = new TestDb();
        db.Import(Files([1]));
        var slow = new MemoryTree(Files([1, 2]))
        {
            Before = file =>
            {
                if (file.Path == "rules/2.yml") db.Import(Files([1, 2, 3]));
            },
        };

        var refused = Assert.Throws<SourceRefusedException>(() => db.Run(TestDb.Request(slow)));

        Assert.Contains("another import changed it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, db.View.Rules.Count);
    }

    [Fact]
    public void Two_inputs_with_a_file_of_one_path_keep_the_first_and_say_so()
    {
        using var db = new TestDb();

        var done = db.Import(new MemoryTree(Files([1])), new MemoryTree(("rules/1.yml", Make.Rule(2)))).Single();

        Assert.Equal(1, done.Change.Added);
        Assert.Contains("Another input of the same import has a file of this path", Assert.Single(done.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_a_file_that_is_no_bundle_is_stored_with_that_of_the_domain()
    {
        using var db = new TestDb();

        Assert.Equal(1, db.Import(new Bundle().Techniques("T1001").File(), ("index.json", "{}")).Problems);
        Assert.Equal("index.json", db.View.Diagnostics["attack-enterprise"].Single().Path);
    }

    [Fact]
    public void What_cannot_be_read_is_kept_with_a_problem_until_it_can_be_read_again()
    {
        using var db = new TestDb();
        db.Import([.. Files([1, 2]), ("rules/x/3.yml", Make.Rule(3)), ("rules/x/4.yml", Make.Rule(4))]);

        var unread = db.Import(new MemoryTree([.. Files([1, 2]), ("rules/x/3.yml", Make.Rule(3)), ("rules/x/4.yml", Make.Rule(4))]).Without("rules/2.yml", "rules/x")).Single();
        var again = db.Import(new MemoryTree(Files([1, 2])).Without("rules/2.yml", "rules/x")).Single();
        var rules = db.View.Rules.Count;
        var readable = db.Import(new MemoryTree([.. Files([1, 2]), ("rules/x/3.yml", Make.Rule(3)), ("rules/x/4.yml", Make.Rule(4, "attack.t1059"))])).Single();

        Assert.Equal((0, 4, 2), (unread.Change.Removed, unread.Change.Unchanged, unread.Change.Problems));
        Assert.Equal((0, 4, 2), (again.Change.Removed, again.Change.Unchanged, again.Change.Problems));
        Assert.Equal(4, rules);
        Assert.Equal((1, 3, 0), (readable.Change.Changed, readable.Change.Unchanged, readable.Change.Problems));
    }

    [Fact]
    public void Files_that_make_one_whole_are_refused_when_one_of_them_cannot_be_read()
    {
        using var db = new TestDb();
        db.Import(("a.json", new Bundle().Techniques("T1001").File("a.json").Content), ("b.json", new Bundle().Techniques("T1002").File("b.json").Content));

        var refused = db.Refused<SourceRefusedException>(TestDb.Request(new MemoryTree(("a.json", new Bundle().Techniques("T1001").File("a.json").Content), ("b.json", "")).Without("b.json")));

        Assert.Contains("b.json cannot be read", refused, StringComparison.Ordinal);
        Assert.Equal(2, db.Query("SELECT Id FROM Items WHERE Kind = 2").Length);
    }

    private static (string Path, string Content)[] Files(IEnumerable<int> rules) => [.. rules.Select(rule => ($"rules/{rule}.yml", Make.Rule(rule)))];

    private sealed class Watch(Action<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen(value);
    }
}
