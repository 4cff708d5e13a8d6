using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Tests.Exchange.Importing;

/// <summary>An export of 1,200 rules and a log of 300 runs, made from the real catalogue.</summary>
public sealed class RealImportTests(RealCatalogue real)
{
    private const int WithId = 400;
    private const int ByTitle = 350;
    private const int Twins = 30;
    private const int Unknown = 420;
    private static readonly DateTime Now = new(2026, 9, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_1200_Elastic_rules_those_are_matched_that_carry_an_id_or_a_title_of_one_rule()
    {
        var view = View();
        var preview = Preview(view, Elastic(view.Table.Input.KnownRules));

        Assert.Equal(WithId, preview.Matched.Count(entry => entry.By == MatchedBy.SigmaId));
        Assert.Equal(ByTitle, preview.Matched.Count(entry => entry.By == MatchedBy.Title));
        Assert.Equal($"{WithId + ByTitle} matched, {Twins} ambiguous, {Unknown} unknown, 0 already so, 0 rejected", ImportBench.Figures(preview));
        Assert.Equal(1200, WithId + ByTitle + Twins + Unknown);
        Assert.Equal(WithId + ByTitle + Unknown, preview.Step.Edits.OfType<PutDeployment>().Count());
        Assert.Equal(Unknown, preview.Step.Edits.OfType<PutOwnRule>().Count());
        Assert.Equal(Unknown, preview.Step.Edits.OfType<PutLink>().Count());
    }

    [Fact]
    public void Imported_a_second_time_all_of_them_are_so_already()
    {
        var view = View();
        var text = Elastic(view.Table.Input.KnownRules);
        var after = view with { Table = PostureViews.Advance(view.Table, Preview(view, text).Step.Edits, view.Day) };

        var preview = Preview(after, text);

        Assert.Equal($"0 matched, {Twins} ambiguous, 0 unknown, {WithId + ByTitle + Unknown} already so, 0 rejected", ImportBench.Figures(preview));
        Assert.Empty(preview.Step.Edits);
    }

    [Fact]
    public void Of_300_runs_of_ATTiRe_those_are_pending_whose_test_is_known()
    {
        var view = View();

        var preview = Preview(view, Attire(view.Catalogue.Tests));

        Assert.Equal(280, preview.Matched.Count(entry => entry.By == MatchedBy.TestGuid));
        Assert.Equal("280 matched, 0 ambiguous, 20 unknown, 0 already so, 0 rejected", ImportBench.Figures(preview));
        Assert.All(preview.Step.Edits.OfType<PutResult>(), put => Assert.Equal(ResultState.Pending, put.Result.State));
    }

    private static ImportPreview Preview(PostureView view, string text) =>
        PostureImporter.Preview(view, PostureFormats.Read([ImportBench.File("export", text)], ImportOptions.None, Now, TestContext.Current.CancellationToken), new ImportChoices("default") { Unknown = Leftover.Own }, Now);

    private PostureView View()
    {
        var state = real.Newest;
        return new PostureViews(state.Db.Database, new CoverageViews(state.Db.Database), new Clock { Now = Now }).Current;
    }

    /// <summary>Rules with a Sigma id in one of four places, by a title that is one rule's or several rules', and that nobody knows; a few off.</summary>
    private static string Elastic(IReadOnlyList<DetectionRule> rules)
    {
        var titles = rules.ToLookup(rule => rule.Title, StringComparer.OrdinalIgnoreCase);
        List<DetectionRule> single = [.. rules.Where(rule => titles[rule.Title].Count() == 1).OrderBy(rule => rule.ExternalId, StringComparer.Ordinal)];
        List<string> several = [.. titles.Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(several);
        var lines = new List<object>();
        for (var i = 0; i < WithId; i++) lines.Add(WithIdAt(i, single[i].ExternalId));
        for (var i = 0; i < ByTitle; i++) lines.Add(Line($"title-{i}", single[WithId + i].Title.ToUpperInvariant()));
        for (var i = 0; i < Twins; i++) lines.Add(Line($"twin-{i}", several[i % several.Count]));
        for (var i = 0; i < Unknown; i++) lines.Add(Line($"unknown-{i}", $"Invented rule {i}", technique: "T1059.001"));
        lines.Add(new { exported_count = lines.Count, exported_rules_count = lines.Count });
        return string.Join('\n', lines.Select(line => JsonSerializer.Serialize(line)));
    }

    private static object WithIdAt(int i, string sigma) => (i % 4) switch
    {
        0 => Line($"id-{i}", $"Deployed {i}", references: [$"https://rules.example/{sigma}.yml"]),
        1 => Line($"id-{i}", $"Deployed {i}", description: $"Converted from {sigma}."),
        2 => Line($"id-{i}", $"Deployed {i}", tags: [$"sigma:{sigma}"]),
        _ => Line(sigma, $"Deployed {i}"),
    };

    private static object Line(string id, string name, string description = "", string[]? references = null, string[]? tags = null, string? technique = null) => new
    {
        rule_id = id,
        name,
        description,
        references = references ?? [],
        tags = tags ?? [],
        enabled = id.Length % 3 > 0,
        threat = technique is null ? [] : new[] { new { framework = "MITRE ATT&CK", technique = new[] { new { id = "T1059", subtechnique = new[] { new { id = technique } } } } } },
    };

    private static string Attire(IReadOnlyList<AtomicTest> tests)
    {
        List<AtomicTest> some = [.. tests.OrderBy(test => test.ExternalId, StringComparer.Ordinal).Take(280)];
        var procedures = some.Select((test, i) => Procedure(i, test.Technique, test.Title, test.ExternalId)).Concat(Enumerable.Range(280, 20).Select(i => Procedure(i, "T1059", $"Invented {i}", $"{i:x8}-0000-4000-8000-000000000000")));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["attire-version"] = "1.1",
            ["execution-data"] = new { target = new { user = "ada", host = "host-a" } },
            ["procedures"] = procedures.ToArray(),
        });
    }

    private static Dictionary<string, object> Procedure(int i, string technique, string name, string guid) => new()
    {
        ["mitre-technique-id"] = technique,
        ["procedure-name"] = name,
        ["procedure-id"] = new { type = "guid", id = guid },
        ["steps"] = new[] { new Dictionary<string, object> { ["time-start"] = Now.AddMinutes(-i).ToString("o", CultureInfo.InvariantCulture) } },
    };
}
