using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Tests.Features.Recording;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Matrix;

/// <summary>The matrix of what the organisation has.</summary>
public sealed class MatrixScoreTests : IAsyncLifetime
{
    private static readonly Person Erin = new("erin", Role.Engineer);

    private RecordingBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await RecordingBench.StartAsync();

    public async ValueTask DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task A_cell_shows_the_score_and_says_its_parts_and_its_reason()
    {
        Record(Deploy(0));
        var page = await PageAsync("?metric=coverage&open=T1059");

        Assert.Equal("40", Cell(page, "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Equal("T1059.001 Name of T1059.001: Coverage 40.0, Detect 40.0, Prevent 0.0, Validate 0.0; unproven", Cell(page, "T1059.001").GetAttribute("title"));
        Assert.Contains("h3", Cell(page, "T1059.001").ClassName, StringComparison.Ordinal);
        Assert.Equal("0", Cell(page, "T1059").QuerySelector("b")!.TextContent);
    }

    [Fact]
    public async Task A_collapsed_parent_is_the_mean_of_its_counted_family()
    {
        Record(Deploy(0));

        Assert.Equal("40", Cell(await PageAsync("?metric=coverage"), "T1059").QuerySelector("b")!.TextContent);
        Assert.EndsWith("mean of its family of 1", Cell(await PageAsync("?metric=coverage"), "T1059").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_shows_its_own_scores_and_what_does_not_apply_there()
    {
        Record(new PutEnvironment(new CoverageEnvironment("lin", "Linux", ["Linux"])), new PutEnvironment(new CoverageEnvironment("win", "Windows", ["Windows"])), new PutDeployment("win", Deploy(0).Deployment));

        Assert.Equal("–", Cell(await PageAsync("?metric=coverage&open=T1059&env=lin"), "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Equal("40", Cell(await PageAsync("?metric=coverage&open=T1059&env=win"), "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Equal("20", Cell(await PageAsync("?metric=coverage&open=T1059"), "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Contains("na", Cell(await PageAsync("?metric=coverage&open=T1059&env=lin"), "T1059.001").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_cell_has_detect_prevent_and_validate_as_long_as_their_scores()
    {
        Record(Deploy(0));
        var parts = Cell(await PageAsync("?metric=split&open=T1059"), "T1059.001").QuerySelectorAll(".split > i");

        Assert.Equal(["--w:40%", "--w:0%", "--w:0%"], parts.Select(part => part.GetAttribute("style")));
    }

    [Fact]
    public async Task The_difference_to_a_snapshot_is_shown_with_its_sign()
    {
        var snapshot = bench.App.Services.GetRequiredService<SnapshotTaker>().Take(Erin, "Before");
        Record(Deploy(0));
        var page = await PageAsync($"?metric=change&open=T1059&since={snapshot}");

        Assert.Equal("+40", Cell(page, "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Contains("v6", Cell(page, "T1059.001").ClassName, StringComparison.Ordinal);
        Assert.Equal("0", Cell(page, "T1059").QuerySelector("b")!.TextContent);
        Assert.Contains("Before", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gap_of_a_cell_is_its_weight_times_what_is_missing()
    {
        Record(Deploy(0), Weigh(3));
        var page = await PageAsync("?metric=gap&open=T1059");

        Assert.Equal("180", Cell(page, "T1059.001").QuerySelector("b")!.TextContent);
        Assert.Equal("T1059.001 Name of T1059.001: Gap 180.0 weighted points: weight 3 x (100 - Coverage 40.0); unproven", Cell(page, "T1059.001").GetAttribute("title"));
        Assert.Contains("h4", Cell(page, "T1059.001").ClassName, StringComparison.Ordinal);
        Assert.Contains("Gap: weight x (100 - Coverage)", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["0", "1", "25", "50", "100", "200", "400", "800+"], page.QuerySelectorAll(".legend > a").Select(step => step.TextContent));
        Assert.Null(page.QuerySelector(".wt"));
        Assert.Equal("T1059.001", Assert.Single((await PageAsync("?metric=gap&show=100")).QuerySelectorAll(".cell:not(.ctx)")).GetAttribute("href")!.Split('/')[^1]);
    }

    [Fact]
    public async Task A_parent_that_does_not_count_has_no_gap_of_its_own()
    {
        Assert.False(bench.View.Table.Technique(bench.View.Table.Input.TechniqueOf("T1059")).Counted, "It counts: the test has lost its point.");
        var page = await PageAsync("?metric=gap&open=T1059");

        Assert.Equal(("–", "100"), (Cell(page, "T1059").QuerySelector("b")!.TextContent, Cell(page, "T1059.001").QuerySelector("b")!.TextContent));
        Assert.EndsWith("not counted: its sub-techniques are", Cell(page, "T1059").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    public async Task Weights_of_the_chosen_profile_are_marks_in_the_cells_with_a_legend(double weight, int marks)
    {
        Record(Deploy(0), Weigh(weight));
        var page = await PageAsync("?metric=coverage&overlay=weights&open=T1059");

        Assert.Equal(new string('•', marks), Cell(page, "T1059.001").QuerySelector(".wt")!.TextContent);
        Assert.EndsWith($"; weight {weight.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Cell(page, "T1059.001").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Null(Cell(page, "T1059").QuerySelector(".wt"));
        Assert.EndsWith("; weighs by its sub-techniques", Cell(page, "T1059").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal(4, page.QuerySelectorAll(".weights > span").Length);
        Assert.Contains($"w{marks}", (await PageAsync("?layout=mosaic&overlay=weights")).QuerySelector("#matrix a[href$='T1059.001']")!.ClassName!.Split(' '));
    }

    [Fact]
    public async Task Without_a_profile_there_is_nothing_to_mark()
    {
        var page = await PageAsync("?overlay=weights&open=T1059");

        Assert.Null(page.QuerySelector(".weights"));
        Assert.DoesNotContain("weight", Cell(page, "T1059.001").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_snapshot_the_page_says_so()
    {
        var page = await PageAsync("?metric=change&open=T1059");

        Assert.Contains("no snapshot to compare with", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("–", Cell(page, "T1059.001").QuerySelector("b")!.TextContent);
    }

    [Fact]
    public async Task An_edit_is_in_the_next_drawing()
    {
        Assert.Equal("0", Cell(await PageAsync("?metric=detect&open=T1059"), "T1059.001").QuerySelector("b")!.TextContent);
        Record(Deploy(0));

        Assert.Equal("40", Cell(await PageAsync("?metric=detect&open=T1059"), "T1059.001").QuerySelector("b")!.TextContent);
    }

    [Fact]
    public async Task The_layer_holds_the_same_scores()
    {
        Record(Deploy(0));
        var layer = System.Text.Json.JsonDocument.Parse(await bench.App.Client.GetStringAsync(new Uri("/matrix/scores.json?metric=coverage", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;

        var technique = layer.GetProperty("techniques").EnumerateArray().Single(entry => entry.GetProperty("techniqueID").GetString() == "T1059.001");
        Assert.Equal(40, technique.GetProperty("score").GetDouble());
        Assert.Equal("4.5", layer.GetProperty("versions").GetProperty("layer").GetString());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 1)]
    [InlineData(14.99, 1)]
    [InlineData(15, 2)]
    [InlineData(69.9, 5)]
    [InlineData(70, 6)]
    [InlineData(100, 7)]
    [InlineData(double.NaN, -1)]
    public void Scores_have_their_steps(double score, int step) => Assert.Equal(step, HeatScale.Step(MatrixMetric.Coverage, score));

    [Theory]
    [InlineData(99.7, "99")]
    [InlineData(0.2, "&lt;1")]
    [InlineData(0, "0")]
    [InlineData(100, "100")]
    public void A_score_is_rounded_to_all_or_nothing_only_if_it_is(double score, string shown) => Assert.Equal(shown, HeatScale.Shown(MatrixMetric.Coverage, score));

    private static EditBatch Weigh(double weight) => new([new PutProfile(new ThreatProfile("p", "Ours", [], System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("T1059.001", weight))), new ChooseProfile("p")]);

    private static PutDeployment Deploy(int rule) => new("default", new Deployment(new ItemKey("sigma", RecordingBench.Id(rule)), DeploymentState.Deployed));

    private static IElement Cell(IDocument page, string id) => page.QuerySelector($".cell[href='/techniques/{id}']") ?? throw new InvalidOperationException($"No cell for {id}.");

    private void Record(params PostureEdit[] edits) => bench.App.Services.GetRequiredService<PostureRecorder>().Record(Erin, new PostureStep("Step", edits));

    private async Task<IDocument> PageAsync(string query) => new HtmlParser().ParseDocument(await bench.App.Client.GetStringAsync(new Uri("/matrix" + query, UriKind.Relative), TestContext.Current.CancellationToken));
}
