using System.Text.Json;
using Coverage.Reports;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Reports;

public sealed class TechniqueReportTests
{
    [Fact]
    public void The_page_has_the_sections_of_the_resource_pages_in_their_order()
    {
        using var db = Loaded();

        Assert.Equal(
            [
                "# T1001: Odd \\*name\\* \\[x\\] &lt;b&gt; \\`c\\` a\\_b \\| \\\\",
                "## Policy / Process Controls",
                "### [MITRE D3FEND](https://d3fend.mitre.org/)",
                "## Technical Controls (Detection Rules)",
                "### [Sigma rules public repository](https://github.com/SigmaHQ/sigma)",
                "## Offensive Security Tests",
                "### [Atomic Red Team](https://github.com/redcanaryco/atomic-red-team)",
            ],
            Page(db, "T1001").Split('\n').Where(line => line.StartsWith('#')));
    }

    [Fact]
    public void Each_section_says_its_date_its_total_of_pairs_and_the_number_of_the_technique()
    {
        using var db = Loaded();

        var page = Page(db, "T1001");

        Assert.Equal(3, page.Split("**Last accessed:**").Length - 1);
        Assert.Contains("**Total ATT&CK-mapped rules:** 4\n", page, StringComparison.Ordinal);
        Assert.Contains("**Total ATT&CK-mapped tests:** 2\n", page, StringComparison.Ordinal);
        Assert.Contains("**Total ATT&CK-mapped resources:** 0\n", page, StringComparison.Ordinal);
        Assert.Contains("**ATT&CK-mapped resources for this (sub)technique:** 2 (3 with its sub-techniques)\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_and_tests_are_bullets_with_their_trail_author_and_migration()
    {
        using var db = Loaded();

        var page = Page(db, "T1001");

        Assert.Contains($"[windows](https://github.com/SigmaHQ/sigma/tree/master/rules/windows/) / **[Rule 1](https://github.com/SigmaHQ/sigma/blob/master/rules/windows/a.yml)**, by Ada Example (via T1003>T1001)\n", page, StringComparison.Ordinal);
        Assert.Contains("**[=\\_evil\\_\\](http://x) &lt;script&gt;]", page, StringComparison.Ordinal);
        Assert.Contains($"* Test 1 (`{Make.Guid(1)}`)\n", page, StringComparison.Ordinal);
        Assert.Contains("[atomics/T1001/T1001.yaml](https://github.com/redcanaryco/atomic-red-team/blob/master/atomics/T1001/T1001.yaml)", page, StringComparison.Ordinal);
        Assert.Contains("Not counted: 1 deprecated", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_is_quoted_and_no_markup_of_it_gets_out()
    {
        using var db = Loaded();

        Assert.Contains("<blockquote>Text &lt;/blockquote&gt;&lt;script&gt; &amp; more</blockquote>\n", Page(db, "T1001"), StringComparison.Ordinal);
        Assert.Contains("The description comes with the first import of ATT&CK; until then read it at <https://attack.example/T1001>.", new TechniqueMarkdown(db.View).Write(db.View.Find("T1001")!, null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_technique_that_is_gone_says_where_it_went()
    {
        using var db = Loaded();

        Assert.Contains("**Revoked. Now T1003>T1001.**", Page(db, "T1003"), StringComparison.Ordinal);
        Assert.Contains("**Deprecated: T1004 is deprecated.**", Page(db, "T1004"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_the_versions_of_its_sources()
    {
        using var db = Loaded();

        Assert.Contains("Sources: Enterprise ATT&CK 19.1; Sigma of 2026-08-05; Atomic Red Team of unknown date, imported ", Page(db, "T1001"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_parses_and_has_what_the_page_has()
    {
        using var db = Loaded();
        using var stream = new MemoryStream();
        TechniqueJson.Write(stream, db.View, db.View.Find("T1001")!, "Text");

        using var json = JsonDocument.Parse(stream.ToArray());

        var root = json.RootElement;
        Assert.Equal(("T1001", "Odd *name* [x] <b> `c` a_b | \\", "Text"), (root.GetProperty("id").GetString(), root.GetProperty("name").GetString(), root.GetProperty("description").GetString()));
        Assert.Equal((2, 3), (root.GetProperty("rule_count").GetProperty("own").GetInt32(), root.GetProperty("rule_count").GetProperty("with_subtechniques").GetInt32()));
        Assert.Equal([Make.Guid(1), Make.Guid(2)], root.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(["T1003"], root.GetProperty("predecessors").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(1, root.GetProperty("rules_not_counted").GetArrayLength());
        Assert.Equal(3, root.GetProperty("sources").GetArrayLength());
    }

    private static string Page(TestDb db, string id)
    {
        var view = db.View;
        var entry = view.Find(id)!;
        return new TechniqueMarkdown(view).Write(entry, new CatalogTexts(db.Database).Read(entry.Technique));
    }

    private static TestDb Loaded()
    {
        var db = new TestDb();
        db.Import(new Bundle("19.1").Tactic("TA0002", "execution")
            .Technique("T1001", name: "Odd *name* [x] <b> `c` a_b | \\", description: "Text </blockquote><script> & more")
            .Techniques("T1001.001").Technique("T1004", deprecated: true).Revoked("T1003", "T1001").File());
        db.Import(new MemoryTree(
            ("rules/windows/a.yml", Make.Rule(1, "attack.t1003")),
            ("rules/windows/b.yml", Make.Rule(2, "attack.t1001", "attack.t1001.001").Replace("title: Rule 2", "title: '=_evil_](http://x) <script>'", StringComparison.Ordinal)),
            ("rules/windows/c.yml", Make.Rule(3, "attack.t1001.001")),
            ("deprecated/d.yml", Make.Rule(4, "attack.t1001"))).Of("2026-08-05"));
        db.Import(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2)));
        return db;
    }
}
