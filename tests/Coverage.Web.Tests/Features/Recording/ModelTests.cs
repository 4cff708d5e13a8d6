using System.Net;
using Coverage.Data;
using Coverage.Scoring;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>The scoring model's page: what it says is what the scorer does, and only an administrator changes it.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task The_worked_example_is_worked_by_the_scorer()
    {
        await using var bench = await RecordingBench.StartAsync();
        var example = WorkedExample.By(ScoringModel.Version1, new DateOnly(2026, 8, 20));

        Assert.Equal((100 + (13 * 55.0)) / 14, WorkedExample.Cell(example).Detect, 10);
        Assert.Contains("(100 + 13 × 55) / 14 = 58.2", await RecordingBench.TextAsync(bench.App.Client, "/model"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_says_what_moves_and_changes_nothing()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var deployed = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        using var admin = await bench.App.SignInAsync(Role.Admin);

        var text = await RecordingBench.TextAsync(admin, "/model?RuleInPlace=30");
        Assert.Contains("T1059.001 40.0 30.0 −10.0", text, StringComparison.Ordinal);
        Assert.Empty(bench.View.Posture.Model.Figures);
    }

    [Fact]
    public async Task An_administrator_changes_it_and_nobody_else()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin);
        using var refused = await RecordingBench.SendAsync(engineer, "/environments", "/posture/model", ("RuleInPlace", "30"));
        Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.Empty(bench.View.Posture.Model.Figures);

        using var answer = await RecordingBench.SendAsync(admin, "/model?RuleInPlace=30", "/posture/model", ("RuleInPlace", "30"), ("reason", "Ours are worse"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(30, bench.View.Table.Model.RuleInPlace);
        Assert.Contains("1 figure changed here", await RecordingBench.TextAsync(bench.App.Client, "/model"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?RuleInPlace=-1")]
    [InlineData("?RuleInPlace=many")]
    [InlineData("?RuleInPlace=90")]
    [InlineData("?FreshDays=1e99")]
    public async Task Figures_that_make_no_sense_are_refused_in_words(string query)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin);
        var page = await admin.GetStringAsync(new Uri("/model" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("id=\"problem\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"preview\"", page, StringComparison.Ordinal);
    }
}
