using System.Net;
using Coverage.Posture;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>The history of the posture, and taking a step back.</summary>
public sealed class HistoryTests
{
    private const string Page = "/techniques/T1059.001";

    [Fact]
    public async Task A_step_says_in_words_what_it_did_to_entries_and_to_the_score()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Planned"));
        using var second = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"), ("reason", "Ticket 7"));

        var page = await RecordingBench.TextAsync(bench.App.Client, "/history/2");

        Assert.Contains("Deployed in Default: Rule 1", page, StringComparison.Ordinal);
        Assert.Contains("Reason: Ticket 7", page, StringComparison.Ordinal);
        Assert.Contains($"deployment Rule 1 Default planned deployed, content {bench.Deployment(1)!.Hash[..8]}", page, StringComparison.Ordinal);
        Assert.Contains("Overall 0.0 40.0 +40.0", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_brings_back_what_was_and_both_steps_say_so()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var done = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));

        using var undone = await RecordingBench.SendAsync(engineer, "/history/1", "/posture/undo");

        Assert.Equal("/history/2", undone.Headers.Location?.OriginalString);
        Assert.Null(bench.Deployment(1));
        Assert.Contains("taken back by step 2", await RecordingBench.TextAsync(bench.App.Client, "/history/1"), StringComparison.Ordinal);
        Assert.Contains("takes back step 1", await RecordingBench.TextAsync(bench.App.Client, "/history/2"), StringComparison.Ordinal);
        Assert.DoesNotContain("> Undo <", (await RecordingBench.TextAsync(engineer, "/history/1")).Replace("Undone", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_whose_entries_were_changed_since_is_not_taken_back()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));
        using var second = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Disabled"));

        using var undone = await RecordingBench.SendAsync(engineer, "/history/1", "/posture/undo");

        Assert.Contains("1 of the 1 entries of this step were changed again since: Rule 1 (Default). It can", await RecordingBench.ProblemAsync(undone), StringComparison.Ordinal);
        Assert.Equal(DeploymentState.Disabled, bench.Deployment(1)!.State);
    }

    [Fact]
    public async Task The_list_is_narrowed_down_by_person_environment_and_text_and_exported_so()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        using var first = await RecordingBench.SendAsync(ada, Page, "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        using var second = await RecordingBench.SendAsync(bob, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));
        using var third = await RecordingBench.SendAsync(bob, Page, "/posture/note", ("subject", "T1059.001"), ("text", "x"));

        var all = await RecordingBench.TextAsync(bench.App.Client, "/history");
        var his = await RecordingBench.TextAsync(bench.App.Client, "/history?who=Bob&env=default");
        var csv = await bench.App.Client.GetStringAsync(new Uri("/history/export.csv?q=Rule", UriKind.Relative), TestContext.Current.CancellationToken);
        var json = await bench.App.Client.GetStringAsync(new Uri("/history/export.json?who=Ada", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(all.IndexOf("Note on", StringComparison.Ordinal) < all.IndexOf("Rule 0", StringComparison.Ordinal));
        Assert.Contains("1 of 3", his, StringComparison.Ordinal);
        Assert.Contains("Rule 1", his, StringComparison.Ordinal);
        Assert.Equal(["id,at,who,title,reason,entries,environments,undoes,undone_by", "2", "1"], csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, i) => i == 0 ? line : line.Split(',')[0]));
        Assert.Contains("\"who\": \"Ada\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_step_is_not_found()
    {
        await using var bench = await RecordingBench.StartAsync();

        using var answer = await bench.App.Client.GetAsync(new Uri("/history/99", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
