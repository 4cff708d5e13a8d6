using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Changes;

namespace Coverage.Tests.Views.Changes;

public sealed class InboxTests : IDisposable
{
    private readonly TestDb db = new();

    private Inbox Inbox => new ChangeLog(db.Database).Of(db.View);

    public void Dispose() => db.Dispose();

    [Fact]
    public void A_first_content_is_no_news()
    {
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001")));

        Assert.Empty(Inbox.Entries);
        Assert.Equal(1, Inbox.Newest);
    }

    [Fact]
    public void Rules_are_new_changed_removed_and_moved()
    {
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3)), ("rules/d.yml", Make.Rule(4)), ("rules/e.yml", Make.Rule(5)), ("rules/f.yml", Make.Rule(6)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2).Replace("invented-2", "other-2", StringComparison.Ordinal)), ("rules/x/d.yml", Make.Rule(4)), ("rules/e.yml", Make.Rule(5)), ("rules/f.yml", Make.Rule(6)), ("rules/g.yml", Make.Rule(7)));

        Assert.Equal(["Rule 3 removed", "Rule 7 new", "Rule 2 changed", "Rule 4 moved"], Told());
        Assert.Equal("rules/d.yml", Inbox.Entries[3].PathBefore);
    }

    [Fact]
    public void A_rule_whose_file_broke_is_removed_and_says_why()
    {
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3)), ("rules/d.yml", Make.Rule(4)), ("rules/e.yml", Make.Rule(5)), ("rules/f.yml", Make.Rule(6)), ("rules/g.yml", Make.Rule(7)), ("rules/h.yml", Make.Rule(8)), ("rules/i.yml", Make.Rule(9)), ("rules/j.yml", Make.Rule(10)));
        db.Import(("rules/a.yml", "title: [broken"), ("rules/c.yml", Make.Rule(3)), ("rules/d.yml", Make.Rule(4)), ("rules/e.yml", Make.Rule(5)), ("rules/f.yml", Make.Rule(6)), ("rules/g.yml", Make.Rule(7)), ("rules/h.yml", Make.Rule(8)), ("rules/i.yml", Make.Rule(9)), ("rules/j.yml", Make.Rule(10)));

        Assert.Equal(["Rule 1 removed", "Rule 2 removed"], Told());
        Assert.Contains("can no longer be read", ChangeWords.Difference(Inbox.Entries[0]), StringComparison.Ordinal);
        Assert.Equal("", ChangeWords.Difference(Inbox.Entries[1]));
    }

    [Fact]
    public void Other_technique_tags_are_told_first_and_as_written()
    {
        db.Import(new Bundle().Techniques("T1001", "T1002", "T1003").Revoked("T1004", "T1003").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001", "attack.t1002")));
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001", "attack.t1004", "attack.stealth")));

        var entry = Assert.Single(Inbox.Entries);
        Assert.Equal(Happened.Retagged | Happened.Changed, entry.What);
        Assert.Equal(["T1004"], entry.TagsAdded);
        Assert.Equal(["T1002"], entry.TagsRemoved);
        Assert.Equal(["T1001", "T1003", "T1002"], entry.Techniques);
        Assert.Equal([new FactChange("other tags", "", "attack.stealth")], entry.Facts);
    }

    [Fact]
    public void A_rule_that_is_put_away_is_deprecated_and_names_what_takes_its_place()
    {
        var successor = Make.Rule(2) + $"\nrelated: [{{id: {Make.Guid(1)}, type: obsolete}}]";
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/c.yml", Make.Rule(3)));
        db.Import(("deprecated/a.yml", Make.Rule(1)), ("deprecated/c.yml", Make.Rule(3).Replace("status: test", "status: deprecated", StringComparison.Ordinal)), ("rules/b.yml", successor));

        Assert.Equal(["Rule 1 deprecated, moved", "Rule 3 deprecated, changed, moved", "Rule 2 new"], Told());
        Assert.Equal([new Replacement(ItemKind.Rule, "sigma", Make.Guid(2), "Rule 2", "obsolete")], Inbox.Entries[0].Replacements);
    }

    [Fact]
    public void Level_and_title_of_a_rule_are_told_with_what_they_were()
    {
        db.Import(("rules/a.yml", Make.Rule(1)));
        db.Import(("rules/a.yml", Make.Rule(1).Replace("title: Rule 1", "title: Another name", StringComparison.Ordinal).Replace("level: medium", "level: high", StringComparison.Ordinal)));

        var entry = Assert.Single(Inbox.Entries);
        Assert.Equal((Happened.Renamed | Happened.Changed, "Rule 1", "Another name", "high"), (entry.What, entry.TitleBefore, entry.Title, entry.Level));
        Assert.Equal([new FactChange("level", "medium", "high")], entry.Facts);
    }

    [Fact]
    public void Each_change_set_tells_its_own_difference()
    {
        string Level(string level) => Make.Rule(1).Replace("level: medium", $"level: {level}", StringComparison.Ordinal);
        db.Import(("rules/a.yml", Level("low")));
        db.Import(("rules/a.yml", Level("high")));
        db.Import(("rules/x/a.yml", Level("high")));
        db.Import(("rules/x/a.yml", Level("critical")));
        db.Run(TestDb.Request(("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3))) with { Force = true });

        var texts = new ChangeTexts(db.Database);
        var entries = Inbox.Entries.Where(entry => entry.ExternalId == Make.Guid(1)).ToList();
        Assert.Equal(["removed", "changed", "moved", "changed"], entries.Select(entry => entry.What.Words()));
        Assert.Equal([["level critical -"], ["level high critical"], [], ["level low high"]], entries.Select(entry => entry.Facts.Select(fact => $"{fact.Name} {fact.Before} {fact.Now}").DefaultIfEmpty(entry.What == Happened.Removed ? "level critical -" : "").Where(text => text.Length > 0)));
        Assert.Equal(["critical|", "high|critical", "high|high", "low|high"], entries.Select(texts.Read).Select(pair => $"{LevelOf(pair.Before)}|{LevelOf(pair.Now)}"));

        static string LevelOf(string? text) => text?.Split('\n').Single(line => line.StartsWith("level: ", StringComparison.Ordinal))[7..] ?? "";
    }

    /// <summary>A page shows a view until the next one is there, and its entries are opened meanwhile.</summary>
    [Fact]
    public void An_entry_of_a_view_that_is_behind_tells_its_own_difference()
    {
        string Level(string level) => Make.Rule(1).Replace("level: medium", $"level: {level}", StringComparison.Ordinal);
        db.Import(("rules/a.yml", Level("low")));
        db.Import(("rules/a.yml", Level("high")));
        var entry = Assert.Single(Inbox.Entries);
        db.Import(("rules/a.yml", Level("critical")));
        db.Import(("rules/a.yml", Level("informational")));

        var texts = new ChangeTexts(db.Database).Read(entry);

        Assert.Contains("level: low", texts.Before, StringComparison.Ordinal);
        Assert.Contains("level: high", texts.Now, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_another_technique_has_now_is_retagged()
    {
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2)));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1)), ("atomics/T1002/T1002.yaml", Make.Atomics("T1002", 2)));

        // The test's own part of the file is the same: only where it lies, and so what it is a test of, differs.
        var entry = Assert.Single(Inbox.Entries);
        Assert.Equal((Happened.Moved | Happened.Retagged, "atomics/T1001/T1001.yaml"), (entry.What, entry.PathBefore));
        Assert.Equal(["T1002"], entry.TagsAdded);
        Assert.Equal(["T1001"], entry.TagsRemoved);
        Assert.Equal(["Linux"], entry.Platforms);
    }

    [Fact]
    public void An_upgrade_of_ATT_and_CK_says_what_it_does_to_the_links()
    {
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2, "attack.t1001", "attack.t1002")));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1)));
        db.Import(new Bundle("18.1").Tactic("TA0001", "execution").Tactic("TA0002", "stealth").Techniques("T1001", "T1002", "T1003", "T1004").File());
        db.Import(new Bundle("19.1").Tactic("TA0001", "execution").Tactic("TA0002", "stealth").Revoked("T1001", "T1005").Technique("T1002", deprecated: true).Technique("T1003", ["stealth"]).Technique("T1004").Technique("T1005").File());

        Assert.Equal(["Name of T1001 revoked, changed", "Name of T1002 deprecated, changed", "Name of T1003 tactics, changed", "Name of T1005 new"], Told());
        var revoked = Inbox.Entries[0];
        Assert.Equal((2, 1, 0, Resolution.Migrated, "T1005"), (revoked.Effect!.Rules, revoked.Effect.Tests, revoked.Effect.Controls, revoked.Effect.Reference.Resolution, revoked.Effect.Reference.Technique!.ExternalId));
        Assert.Equal([new Replacement(ItemKind.Technique, "attack-enterprise", "T1005", "Name of T1005", "revoked-by")], revoked.Replacements);
        Assert.Equal((1, Resolution.Retired), (Inbox.Entries[1].Effect!.Links, Inbox.Entries[1].Effect!.Reference.Resolution));

        var upgrade = Assert.Single(AttackUpgrade.In(Inbox.Entries));
        Assert.Equal([(Happened.New, 1), (Happened.Revoked, 1), (Happened.Deprecated, 1), (Happened.Tactics, 1)], upgrade.Figures);
        Assert.Equal([("execution", "stealth", 1)], upgrade.Tactics);
        Assert.Equal((3, 3, "18.1 to 19.1"), (upgrade.Links, upgrade.Count(Resolution.Migrated), upgrade.Set.Step));
    }

    [Fact]
    public void What_is_only_published_anew_is_kept_apart()
    {
        db.Import(new Bundle("18.1").Techniques("T1001", "T1002").File());
        db.Import(new Bundle("19.1").Object("attack-pattern", "T1001", new() { ["name"] = "Name of T1001", ["description"] = "About T1001", ["x_mitre_is_subtechnique"] = false, ["x_mitre_platforms"] = new System.Text.Json.Nodes.JsonArray("Windows"), ["kill_chain_phases"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["kill_chain_name"] = "mitre-attack", ["phase_name"] = "execution" }), ["x_other"] = "of no interest" }).Technique("T1002", description: "Told otherwise").File());

        Assert.Equal(["Name of T1002 changed", "Name of T1001 republished"], Told());
        Assert.Equal((1, 1), (Inbox.Narrow(new InboxFilter()).Republished, Inbox.Narrow(new InboxFilter()).Entries.Count));
        Assert.Equal("T1001", Assert.Single(Inbox.Narrow(new InboxFilter { What = Happened.Republished }).Entries).ExternalId);
        Assert.Equal(1, Inbox.Count(InboxSince.All));
    }

    [Fact]
    public void A_filter_counts_what_each_of_its_parts_would_leave_if_it_were_another()
    {
        db.Import(new Bundle().Techniques("T1001", "T1002").Object("intrusion-set", "G0001", new() { ["name"] = "Some Group" }).Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1)));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2, "attack.t1001")), ("rules/c.yml", Make.Rule(3, "attack.t1002")));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2)));

        Assert.Equal(["Rule 2", "Test 2"], Titles(new InboxFilter { Group = "G0001" }));
        Assert.Equal(["Rule 2", "Rule 3"], Titles(new InboxFilter { Source = "sigma" }));
        Assert.Equal(["Rule 2", "Rule 3"], Titles(new InboxFilter { Platform = "windows" }));
        Assert.Equal(["Rule 2", "Rule 3"], Titles(new InboxFilter { Level = "medium" }));
        Assert.Equal(["Test 2"], Titles(new InboxFilter { Kind = ItemKind.Test }));
        Assert.Equal(["Rule 3"], Titles(new InboxFilter { Text = "rule t1002" }));
        Assert.Equal(["Rule 2", "Test 2"], Titles(new InboxFilter { Technique = "t1001" }));
        var choices = Inbox.Narrow(new InboxFilter { Source = "sigma" }).Choices;
        Assert.Equal([("sigma", 2), ("atomic", 1)], choices["source"].Select(choice => (choice.Value, choice.Count)));
        Assert.Equal([("rule", 2)], choices["kind"].Select(choice => (choice.Value, choice.Count)));
        Assert.Equal([("G0001", "Some Group", 1)], choices["group"].Select(choice => (choice.Value, choice.Title, choice.Count)));
    }

    [Fact]
    public void Entries_are_grouped_by_change_set_source_and_technique()
    {
        db.Import(new Bundle().Techniques("T1001", "T1002").File());
        db.Import(("rules/a.yml", Make.Rule(1)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2, "attack.t1001", "attack.t1002")), ("rules/c.yml", Make.Rule(3)));
        var entries = Inbox.Entries;

        Assert.Equal(["3: Rule 2, Rule 3"], Groups(InboxGrouping.Day));
        Assert.Equal(["sigma: Rule 2, Rule 3"], Groups(InboxGrouping.Source));
        Assert.Equal(["T1001: Rule 2", "T1002: Rule 2", ": Rule 3"], Groups(InboxGrouping.Technique));

        IEnumerable<string> Groups(InboxGrouping grouping) => InboxGroup.By(grouping, entries, db.View).Select(group => $"{group.Key}: {string.Join(", ", group.Entries.Select(entry => entry.Title))}");
    }

    [Theory]
    [InlineData("2", 1)]
    [InlineData("1", 2)]
    [InlineData("all", 2)]
    [InlineData("2099-01-01", 0)]
    [InlineData("2001-01-01", 2)]
    public void A_point_in_time_is_a_change_set_or_a_day(string since, int left)
    {
        db.Import(("rules/a.yml", Make.Rule(1)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3)));

        Assert.Equal(left, Inbox.Count(InboxSince.Parse(since)!.Value));
        Assert.Equal(left, Inbox.Narrow(new InboxFilter { Since = InboxSince.Parse(since)!.Value }).Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    public void Anything_else_is_no_point_in_time(string since) => Assert.Null(InboxSince.Parse(since));

    [Fact]
    public void A_rule_links_to_its_file_at_the_commit_and_to_the_comparison_with_the_one_before()
    {
        var (one, two) = (new string('1', 40), new string('2', 40));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3)));
        db.Run(TestDb.Request(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)), ("rules/d.yml", Make.Rule(4))) with { Force = true });
        db.Query($"UPDATE Sources SET Repository = 'own/er'; UPDATE ChangeSets SET \"Commit\" = CASE Id WHEN 1 THEN '{one}' ELSE '{two}' END");

        Assert.Equal([$"https://github.com/own/er/blob/{one}/rules/c.yml", $"https://github.com/own/er/blob/{two}/rules/d.yml"], Inbox.Entries.Select(entry => entry.Original));
        Assert.Equal($"https://github.com/own/er/compare/{one}...{two}", Inbox.Entries[0].Set.Compare);
    }

    private IEnumerable<string> Told() => Inbox.Entries.Select(entry => $"{entry.Title} {entry.What.Words()}");

    private IEnumerable<string> Titles(InboxFilter filter) => Inbox.Narrow(filter).Entries.Select(entry => entry.Title).Order(StringComparer.Ordinal);
}
