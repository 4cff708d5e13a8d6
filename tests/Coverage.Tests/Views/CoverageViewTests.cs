using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Views;

public sealed class CoverageViewTests
{
    [Fact]
    public void Every_written_identifier_is_exact_migrated_retired_or_unresolved_and_none_is_lost()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").Technique("T1002", deprecated: true).Revoked("T1003", "T1001").Revoked("T1004", "T1002").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001", "attack.t1002", "attack.t1003", "attack.t1004", "attack.t1005", "attack.t1001.009")), ("rules/b.yml", Make.Rule(2, "attack.t1005")));

        Assert.Equal(
            [
                "T1001 exact T1001: Rule 1",
                "T1001.009 unresolved : Rule 1",
                "T1002 retired : Rule 1 T1002",
                "T1003 migrated T1001: Rule 1 T1003>T1001",
                "T1004 retired : Rule 1 T1004>T1002",
                "T1005 unresolved : Rule 1",
                "T1005 unresolved : Rule 2",
            ],
            db.Links());
        Assert.Equal(new ReferenceFigures("sigma", 7, 6, 1, 1, 2, 2), Assert.Single(db.View.Figures));
    }

    [Fact]
    public void Old_and_new_identifier_in_one_rule_are_two_links_and_count_once()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").Revoked("T1003", "T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1003", "attack.t1001")));

        Assert.Equal(2, db.View.Links.Count);
        Assert.Equal(new ItemCount(1, 1), Entry(db, "T1001").RuleCount);
        Assert.Equal(["T1003"], Entry(db, "T1001").Predecessors);
    }

    [Fact]
    public void The_problem_of_a_sub_technique_that_vanished_names_its_parent_which_gets_nothing()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001.009")));

        var problem = Assert.Single(ReferenceProblems.Of(db.View, "sigma"));
        Assert.Equal("rules/a.yml", problem.Path);
        Assert.Contains($"{Make.Guid(1)} names T1001.009: this ATT&CK does not know it; its parent is T1001 Name of T1001.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(default, Entry(db, "T1001").RuleCount);
    }

    [Fact]
    public void The_order_of_the_imports_makes_no_difference()
    {
        var attack = new Bundle().Techniques("T1001", "T1001.001").Revoked("T1003", "T1001.001").File();
        (string, string)[] rules = [("rules/a.yml", Make.Rule(1, "attack.t1003", "attack.t1001")), ("rules/b.yml", Make.Rule(2, "attack.t1009"))];
        (string, string) tests = ("atomics/T1003/T1003.yaml", Make.Atomics("T1003", 7));
        using TestDb first = new(), last = new();
        first.Import(attack);
        first.Import(rules);
        first.Import(tests);
        last.Import(tests);
        last.Import(rules);

        Assert.All(last.Links(), link => Assert.Contains("unresolved", link, StringComparison.Ordinal));
        last.Import(attack);

        Assert.Equal(first.Links(), last.Links());
        Assert.Equal(first.Links(LinkKind.Test), last.Links(LinkKind.Test));
        Assert.Equal(Counts(first), Counts(last));

        static string[] Counts(TestDb db) => [.. db.View.Techniques.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => $"{entry.Id} {entry.RuleCount} {entry.TestCount}")];
    }

    [Fact]
    public void A_new_release_of_ATT_and_CK_resolves_everything_anew()
    {
        using var db = new TestDb();
        db.Import(new Bundle("18.1").Techniques("T1001", "T1003").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1003", "attack.t1005")));

        Assert.Equal(["T1003 exact T1003: Rule 1", "T1005 unresolved : Rule 1"], db.Links());

        db.Import(new Bundle("19.1").Techniques("T1001", "T1005").Revoked("T1003", "T1001").File());

        Assert.Equal(["T1003 migrated T1001: Rule 1 T1003>T1001", "T1005 exact T1005: Rule 1"], db.Links());
    }

    [Fact]
    public void With_sub_techniques_counts_each_item_of_the_family_once()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001", "T1001.001", "T1001.002").Technique("T1001.003", deprecated: true).File());
        db.Import(
            ("rules/a.yml", Make.Rule(1, "attack.t1001", "attack.t1001.001")),
            ("rules/b.yml", Make.Rule(2, "attack.t1001.001", "attack.t1001.002")),
            ("rules/c.yml", Make.Rule(3, "attack.t1001.003")),
            ("rules/d.yml", Make.Rule(4, "attack.t1001")));
        db.Import(("atomics/T1001.002/T1001.002.yaml", Make.Atomics("T1001.002", 1, 2)));

        Assert.Equal((new ItemCount(2, 3), new ItemCount(0, 2)), (Entry(db, "T1001").RuleCount, Entry(db, "T1001").TestCount));
        Assert.Equal(new ItemCount(2, 2), Entry(db, "T1001.001").RuleCount);
        Assert.Equal(["T1001.001", "T1001.002"], Entry(db, "T1001").Subtechniques.Select(sub => sub.Id));
    }

    [Fact]
    public void Retired_and_revoked_techniques_answer_and_count_nothing_themselves()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").Technique("T1002", deprecated: true).Revoked("T1003", "T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1002", "attack.t1003")));

        Assert.Equal((default, Resolution.Retired), (Entry(db, "T1002").RuleCount, Entry(db, "T1002").Reference.Resolution));
        Assert.Equal((default, Resolution.Migrated), (Entry(db, "T1003").RuleCount, Entry(db, "T1003").Reference.Resolution));
        Assert.Equal(["T1001"], db.View.Domains.Single().Techniques.Select(entry => entry.Id));
        Assert.Null(db.View.Find("T1009"));
        Assert.Equal("T1001", db.View.Find(" t1001 ")?.Id);
    }

    [Fact]
    public void Filters_and_deprecated_rules_are_listed_with_the_technique_and_not_counted()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001")), ("deprecated/b.yml", Make.Rule(2, "attack.t1001")), ("rules/c.yml", Make.Rule(3, "attack.t1001").Replace("detection:", "filter:", StringComparison.Ordinal)));

        Assert.Equal(["Rule 1"], Entry(db, "T1001").Rules.Select(rule => rule.Title));
        Assert.Equal(["Rule 2", "Rule 3"], Entry(db, "T1001").ListedRules.Select(rule => rule.Title).Order(StringComparer.Ordinal));
        Assert.Equal(3, db.Links().Length);
    }

    [Fact]
    public void Columns_stand_in_the_order_of_the_matrix_with_techniques_by_name_and_sub_techniques_below()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Tactic("TA0002", "second").Tactic("TA0001", "first").Tactic("TA0003", "empty")
            .Technique("T1001", ["second", "first"], name: "beta").Technique("T1002", ["first"], name: "Alpha")
            .Technique("T1001.002", ["first"], name: "a").Technique("T1001.001", ["first"], name: "z").Technique("T1002.001", ["second"], name: "Lonely").File());

        Assert.Equal(
            ["second: beta[] Lonely[]", "first: Alpha[] beta[T1001.001,T1001.002]"],
            db.View.Domain(AttackDomain.Enterprise)!.Columns.Select(column => $"{column.Tactic.ShortName}: {string.Join(' ', column.Rows.Select(row => $"{row.Technique.Technique.Title}[{string.Join(',', row.Subtechniques.Select(sub => sub.Id))}]"))}"));
        Assert.Equal(["second", "first"], Entry(db, "T1001").Tactics.Select(tactic => tactic.ShortName));
    }

    [Fact]
    public void Domains_stand_side_by_side_and_shared_groups_count_once()
    {
        using var db = new TestDb();
        var group = new System.Text.Json.Nodes.JsonObject { ["name"] = "Band" };
        db.Import(
            new MemoryTree(new Bundle("18.1", "ics").Techniques("T0801").Object("intrusion-set", "G0001", group.DeepClone().AsObject()).Relate("uses", "intrusion-set--G0001", "attack-pattern--T0801").File("ics.json")),
            new MemoryTree(new Bundle().Techniques("T1001").Object("intrusion-set", "G0001", group).Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001").File()));

        Assert.Equal([("enterprise-attack", "19.1"), ("ics-attack", "18.1")], db.View.Domains.Select(domain => (domain.StixName, domain.Version)));
        Assert.Equal("Band", Assert.Single(Entry(db, "T0801").Groups).Title);
        Assert.Equal("Band", Assert.Single(Entry(db, "T1001").Groups).Title);
    }

    [Fact]
    public void A_rule_that_names_the_test_that_fires_it_is_a_pair_also_when_the_test_is_not_loaded()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001") + $"\nsimulation:\n- atomic_guid: {Make.Guid(7)}\n- atomic_guid: {Make.Guid(8)}\n"));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 7)));

        var pairs = LinkRows.Of(db.View, LinkKind.Pair).ToList();
        Assert.Equal([("", "unresolved", Make.Guid(8)), ("T1001", "exact", Make.Guid(7))], pairs.Select(pair => (pair.Technique, pair.Resolution, pair.Via)));
        Assert.All(pairs, pair => Assert.Equal((Make.Guid(1), "pair", "Simulation"), (pair.ExternalId, pair.Kind, pair.Origin)));
        Assert.Contains(Make.Guid(8), Assert.Single(ReferenceProblems.Of(db.View, "sigma")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_rule_in_two_sources_counts_once()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001")));
        db.Run(TestDb.Request(("copy.yml", Make.Rule(1, "attack.t1001")), ("own.yml", Make.Rule(2, "attack.t1001"))) with { Source = "private" });

        Assert.Equal(new ItemCount(2, 2), Entry(db, "T1001").RuleCount);
        Assert.Equal(3, db.View.Links.Count);
    }

    [Theory]
    [InlineData("t1001", "T1001,T1001.001,T1002")]
    [InlineData("T1001.001", "T1001.001")]
    [InlineData("shell", "T1002,T1001.001,T1001")]
    [InlineData("SHELL power", "T1001")]
    [InlineData("of t1003", "T1003")]
    [InlineData("nothing of this", "")]
    [InlineData("  ", "")]
    public void Search_puts_identifiers_before_names_and_beginnings_before_middles(string query, string expected)
    {
        using var db = new TestDb();
        db.Import(new Bundle().Technique("T1001", name: "Powershell").Technique("T1001.001", name: "The Shell").Technique("T1002", name: "Shell, not T1001").Technique("T1003").File());

        Assert.Equal(expected, string.Join(',', db.View.Search.Find(query).Select(hit => hit.Id)));
    }

    [Fact]
    public void Search_finds_rules_tests_groups_and_aliases_and_no_more_than_asked()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").Object("intrusion-set", "G0001", new() { ["name"] = "Band", ["aliases"] = new System.Text.Json.Nodes.JsonArray("Orchestra") }).File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2)));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 7)));

        Assert.Equal((ItemKind.Group, "G0001"), Hit("orchestra"));
        Assert.Equal((ItemKind.Test, Make.Guid(7)), Hit("test 7"));
        Assert.Equal((ItemKind.Rule, Make.Guid(2)), Hit(Make.Guid(2)));
        Assert.Equal("T1001", db.View.Search.Find("rule 1").Single().Technique);
        Assert.Single(db.View.Search.Find("rule", 1));
        Assert.Empty(db.View.Search.Find(new string('x', 100_000)));

        (ItemKind, string) Hit(string query) => db.View.Search.Find(query)[0] is var hit ? (hit.Kind, hit.Id) : default;
    }

    [Fact]
    public void A_view_is_built_anew_when_the_data_has_moved_on_and_only_then()
    {
        using var db = new TestDb();
        var views = new CoverageViews(db.Database);
        var told = new List<CoverageView>();
        var empty = views.Current;
        views.Changed += told.Add;

        Assert.Same(empty, views.Refresh());
        db.Import(new Bundle().Techniques("T1001").File());

        Assert.Same(empty, views.Current);
        Assert.NotNull(views.Refresh().Find("T1001"));
        Assert.Same(views.Current, Assert.Single(told));
    }

    private static TechniqueEntry Entry(TestDb db, string id) => db.View.Find(id) ?? throw new InvalidOperationException($"{id} is not known.");
}
