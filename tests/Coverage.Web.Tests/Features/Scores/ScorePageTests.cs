using System.Globalization;
using System.Text.Json;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Scores;

/// <summary>The numbers of the whole, opened to what they are made of.</summary>
public sealed class ScorePageTests
{
    [Fact]
    public async Task Each_number_of_the_headline_leads_to_the_techniques_that_make_it()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync(Assert.Single(await bench.ButtonsAsync("/gaps?q=T1001", "/done")), "/gaps");
        var totals = bench.View.Table.Totals;

        var gaps = await PostureBench.PageAsync(bench.App.Client, "/gaps");
        Assert.All(new[] { "available", "deployed", "validated", "coverage", "ceiling" }, of => Assert.Contains($"href=\"/score?of={of}\"", gaps, StringComparison.Ordinal));
        foreach (var (of, total) in new[] { ("available", totals.Available), ("deployed", totals.Deployed), ("validated", totals.Validated), ("coverage", totals.Overall), ("detect", totals.Detect), ("prevent", totals.Prevent), ("ceiling", totals.Ceiling) })
        {
            using var rows = JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, $"/score.json?of={of}"));
            Assert.Equal(totals.Techniques, rows.RootElement.GetArrayLength());
            var sum = rows.RootElement.EnumerateArray().Sum(row => row.GetProperty("adds").GetDouble());
            Assert.Equal(total!.Value, of is "available" or "deployed" or "validated" ? 100 * sum / totals.Techniques : sum / totals.Weight, 4);
        }

        var deployed = await PostureBench.TextAsync(bench.App.Client, "/score?of=deployed");
        Assert.Contains("100 × 1 / 3 techniques = 33.3 %", deployed, StringComparison.Ordinal);
        Assert.Contains("T1001", await PostureBench.PageAsync(bench.App.Client, "/score.csv?of=deployed&counts=yes"), StringComparison.Ordinal);
        Assert.Contains("40 / 3 = 13.3 of 100", await PostureBench.TextAsync(bench.App.Client, "/score"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_counts_in_one_of_two_environments_counts_by_its_weight_and_says_where()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Record(new PutEnvironment(new CoverageEnvironment("lab", "Lab", [CoverageEnvironment.EveryPlatform], 3)), new PutDeployment("lab", new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed)));

        Assert.Contains("in part Default no; Lab yes", await PostureBench.TextAsync(bench.App.Client, "/score?of=deployed"), StringComparison.Ordinal);
        Assert.Contains("100 × 0.75 / 3 techniques = 25 %", await PostureBench.TextAsync(bench.App.Client, "/score?of=deployed"), StringComparison.Ordinal);
        Assert.Contains("100 × 1 / 3 techniques = 33.3 %", await PostureBench.TextAsync(bench.App.Client, "/score?of=deployed&environment=lab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_address_names_and_nothing_has_is_left_out()
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/score?of=luck&environment=mars&tactic=Nothing&profile=x&platform=" + string.Create(CultureInfo.InvariantCulture, $"{1}"));

        Assert.Contains("sum of weights = 0 / 3 = 0.0 of 100", text, StringComparison.Ordinal);
    }
}
