using System.Net;
using Coverage.Posture;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>The pages of the environments and their log sources.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public async Task An_environment_is_added_changed_and_removed_by_forms()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var added = await RecordingBench.SendAsync(engineer, "/environments", "/posture/environment/add", ("name", "Head office, EU"), ("platforms", "Windows"), ("weight", "2.5"));
        Assert.Equal("/environments/head-office-eu", added.Headers.Location?.OriginalString);
        Assert.Contains("Head office, EU head-office-eu Windows 2.5", await RecordingBench.TextAsync(bench.App.Client, "/environments"), StringComparison.Ordinal);

        using var changed = await RecordingBench.SendAsync(engineer, "/environments/head-office-eu", "/posture/environment/edit", ("name", "Europe"), ("platforms", "*"), ("weight", "1"));
        Assert.Equal(("Europe", 1.0), (bench.View.Posture.Environments["head-office-eu"].Environment.Name, bench.View.Posture.Environments["head-office-eu"].Environment.Weight));

        using var removed = await RecordingBench.SendAsync(engineer, "/environments/head-office-eu", "/posture/environment/remove");
        Assert.Equal("/environments", removed.Headers.Location?.OriginalString);
        Assert.Equal(["default"], bench.View.Posture.Environments.Keys);
    }

    [Theory]
    [InlineData("Default", "default", "1", "There is an environment default already")]
    [InlineData("!!!", "", "1", "needs a key")]
    [InlineData("Zero", "", "0", "The environment's weight has to be above 0")]
    [InlineData("Word", "", "much", "The weight: 'much' is no number")]
    public async Task What_cannot_be_an_environment_is_refused(string name, string key, string weight, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, "/environments", "/posture/environment/add", ("name", name), ("key", key), ("weight", weight), ("platforms", "Windows"));

        Assert.Contains(says, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task The_last_environment_stays()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/environment/remove");

        Assert.Contains("The last environment cannot be removed", await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_sources_that_rules_read_stand_with_how_many_and_are_recorded_in_their_row()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        Assert.Contains("windows / process_creation 3 not recorded", await RecordingBench.TextAsync(bench.App.Client, "/environments/default"), StringComparison.Ordinal);

        using var answer = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/telemetry", ("product", "windows"), ("category", "process_creation"), ("service", ""), ("state", "yes"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("windows / process_creation 3 collected Ada", await RecordingBench.TextAsync(bench.App.Client, "/environments/default"), StringComparison.Ordinal);
        Assert.Contains("1 of the 1 that rules read are collected", await RecordingBench.TextAsync(bench.App.Client, "/environments/default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_log_sources_are_recorded_in_one_step()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var none = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/telemetry/ticked", ("state", "yes"));
        using var wrong = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/telemetry/ticked", ("item", "windows"), ("state", "yes"));
        using var done = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/telemetry/ticked", ("item", "windows|process_creation|"), ("state", "yes"));

        Assert.Contains("Nothing is ticked", await RecordingBench.ProblemAsync(none), StringComparison.Ordinal);
        Assert.Contains("'windows' is no log source", await RecordingBench.ProblemAsync(wrong), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.True(Assert.Single(bench.Inside.Telemetry).Value.Collected);
        Assert.Contains("Collected in Default: windows / process_creation", await RecordingBench.TextAsync(bench.App.Client, "/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_entered_by_hand_holds_for_its_log_sources_until_one_has_its_own()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, "/environments/default", "/posture/telemetry", ("product", " Windows "), ("category", ""), ("service", ""), ("state", "no"));

        Assert.False(bench.Inside.Telemetry[new LogSource("windows", "", "")].Collected);
        Assert.Contains("windows / process_creation 3 not collected by windows", await RecordingBench.TextAsync(bench.App.Client, "/environments/default"), StringComparison.Ordinal);
        Assert.Contains("◌ no telemetry", await RecordingBench.TextAsync(bench.App.Client, "/techniques/T1059.001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_coverage_of_an_environment_opens_to_its_arithmetic_down_to_each_technique()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var answer = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        using var left = await RecordingBench.SendAsync(engineer, "/techniques/T1059", "/posture/exception", ("technique", "T1059"), ("kind", "RiskAccepted"), ("where", ""), ("owner", "Eve"), ("why", "x"), ("expiry", "2999-12-31"));

        var page = await RecordingBench.TextAsync(bench.App.Client, "/environments/default");
        var list = await RecordingBench.TextAsync(bench.App.Client, "/score?environment=default");

        Assert.Contains("Coverage of Default = 40 sum of weight x Coverage / sum of weights, over counted techniques in scope sum of weight x Coverage 40 sum of weights 1", page, StringComparison.Ordinal);
        Assert.Contains("40 weighted points / 1 = 40.0 .", page, StringComparison.Ordinal);
        Assert.Contains("T1059.001 Name of T1059.001 1 40.0 40", list, StringComparison.Ordinal);
        Assert.Contains("href=\"/techniques/T1059.001?env=default#why-coverage\"", await bench.App.Client.GetStringAsync(new Uri("/score?environment=default", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var nowhere = await bench.App.Client.GetAsync(new Uri("/environments/nowhere/coverage", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task An_unknown_environment_is_not_found()
    {
        await using var bench = await RecordingBench.StartAsync();

        using var answer = await bench.App.Client.GetAsync(new Uri("/environments/nowhere", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
