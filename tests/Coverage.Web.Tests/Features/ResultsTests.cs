using System.Globalization;
using System.Net;
using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Views.Scores;
using Coverage.Web.Tests.Features.Sources;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features;

/// <summary>Results: the queue, recording by hand, and what alerts propose.</summary>
public sealed class ResultsTests : IAsyncLifetime
{
    private RunningApp app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostureViews Views => app.Services.GetRequiredService<PostureViews>();

    private EnvironmentPosture Here => Views.Refresh().Posture.Environments["default"];

    private DateTime Now => app.Clock.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        using var folder = new TempFolder();
        app.ImportFromOutside(folder.Write("enterprise-attack.json", Encoding.UTF8.GetBytes(new Bundle("19.1").Techniques("T1001").Json())));
        folder.Write("in/rules/1.yml", Encoding.UTF8.GetBytes(Make.Rule(1, "attack.t1001")));
        folder.Write("tests/atomics/T1001/T1001.yaml", Encoding.UTF8.GetBytes(Make.Atomics("T1001", 1, 2)));
        app.ImportFromOutside(Path.Combine(folder.Path, "in"));
        app.ImportFromOutside(Path.Combine(folder.Path, "tests"));
        _ = app.View;
        Pending("run-1", 1, 60);
        Pending("run-2", 2, 30);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("blocked", ResultState.Ran, Seen.Unknown, Stopped.Yes)]
    [InlineData("alerted", ResultState.Ran, Seen.Alerted, Stopped.No)]
    [InlineData("logged", ResultState.Ran, Seen.Logged, Stopped.No)]
    [InlineData("missed", ResultState.Ran, Seen.Nothing, Stopped.No)]
    [InlineData("not-applicable", ResultState.NotApplicable, Seen.Unknown, Stopped.Unknown)]
    [InlineData("error", ResultState.Error, Seen.Unknown, Stopped.Unknown)]
    public async Task A_pending_run_is_decided_by_one_button(string word, ResultState state, Seen seen, Stopped stopped)
    {
        using var engineer = await app.SignInAsync();

        using var answer = await PostAsync(engineer, "/results", "/results/decide", ("outcome", word));

        Assert.Equal("/results", answer.Headers.Location?.OriginalString);
        var run = Here.Results["run-1"];
        Assert.Equal((state, seen, stopped, "Ada"), (run.State, run.Seen, run.Stopped, run.By));
        Assert.Contains("Outcome pending 1 History 2", await SourcesBench.TextAsync(engineer, "/results"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_run_comes_first_and_only_its_buttons_have_keys()
    {
        using var engineer = await app.SignInAsync();

        var page = await engineer.GetStringAsync(new Uri("/results", UriKind.Relative), Token);

        Assert.Equal(6, page.Split("accesskey=").Length - 1);
        Assert.True(page.IndexOf("accesskey=\"m\"", StringComparison.Ordinal) < page.IndexOf("run-2", StringComparison.Ordinal));
        Assert.DoesNotContain("/results/decide", await app.Client.GetStringAsync(new Uri("/results", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_somebody_decided_meanwhile_is_not_decided_again()
    {
        using var engineer = await app.SignInAsync();
        using var first = await PostAsync(engineer, "/results", "/results/decide", ("outcome", "missed"));

        using var second = await PostAsync(engineer, "/results", "/results/decide", ("outcome", "alerted"), ("id", "run-1"));
        using var nonsense = await PostAsync(engineer, "/results", "/results/decide", ("outcome", "pending"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (second.StatusCode, nonsense.StatusCode));
        Assert.Contains("This run is decided already, by Ada: not stopped, missed", await second.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(Seen.Nothing, Here.Results["run-1"].Seen);
    }

    [Fact]
    public async Task A_run_is_recorded_by_hand_by_number_or_GUID_once_for_a_host_and_second()
    {
        using var engineer = await app.SignInAsync();
        (string, string)[] run = [("test", "T1001 #2"), ("env", "default"), ("host", "host-z"), ("time", Dated(5)), ("outcome", "alerted")];

        using var recorded = await PostAsync(engineer, "/results", "/results/record", run);
        using var twice = await PostAsync(engineer, "/results", "/results/record", [.. run[..^1], ("outcome", "missed")]);
        using var unknown = await PostAsync(engineer, "/results", "/results/record", [("test", "T1001 #9"), .. run[1..]]);
        using var future = await PostAsync(engineer, "/results", "/results/record", [("test", Make.Guid(1)), ("env", "default"), ("time", Dated(-600)), ("outcome", "missed")]);

        Assert.Equal("/results?list=history", recorded.Headers.Location?.OriginalString);
        Assert.All([twice, unknown, future], answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Contains("is in the future", await future.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var result = Here.Results.Values.Single(one => one.Host == "host-z");
        Assert.Equal((Make.Guid(2), Seen.Alerted, "Ada"), (result.Test.Id, result.Seen, result.By));
        using var others = await PostAsync(engineer, "/results", "/results/record", [("test", "T1001 #2"), ("env", "default"), ("host", "host-y"), ("by", " Red team "), ("time", Dated(5)), ("outcome", "missed")]);
        Assert.Equal("Red team", Here.Results.Values.Single(one => one.Host == "host-y").By);
        Assert.Contains("name=\"by\" value=\"Ada\"", await engineer.GetStringAsync(new Uri("/results", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_recorded_by_hand_names_what_alerted_by_title_or_identifier()
    {
        app.Services.GetRequiredService<PostureRecorder>().Record(new Person("erin", Role.Engineer), new PostureStep("Deployed", [new PutDeployment("default", new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed))]));
        using var engineer = await app.SignInAsync();
        (string, string)[] run = [("test", "T1001 #2"), ("env", "default"), ("time", Dated(5))];

        using var byTitle = await PostAsync(engineer, "/results", "/results/record", [.. run, ("host", "a"), ("outcome", "alerted"), ("named", " rule 1")]);
        using var byId = await PostAsync(engineer, "/results", "/results/record", [.. run, ("host", "b"), ("outcome", "blocked"), ("named", Make.Guid(1))]);
        using var nowhere = await PostAsync(engineer, "/results", "/results/record", [.. run, ("host", "c"), ("outcome", "alerted"), ("named", "Rule 7")]);
        using var missed = await PostAsync(engineer, "/results", "/results/record", [.. run, ("host", "c"), ("outcome", "missed"), ("named", "Rule 1")]);
        var twin = ItemKey.Own("twin");
        app.Services.GetRequiredService<PostureRecorder>().Record(new Person("erin", Role.Engineer), new PostureStep("Twin", [new PutOwnRule(new OwnRule(twin, "RULE 1", new LogSource("", "", ""))), new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, twin, "T1001"), "so")), new PutDeployment("default", new Deployment(twin, DeploymentState.Deployed))]));
        using var twins = await PostAsync(engineer, "/results", "/results/record", [.. run, ("host", "c"), ("outcome", "alerted"), ("named", "Rule 1")]);

        Assert.Contains("2 that are in place in Default are called Rule 1. Name one by its identifier: ", WebUtility.HtmlDecode(await twins.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (byTitle.StatusCode, byId.StatusCode));
        Assert.Equal(Make.Guid(1), Assert.Single(Here.Results.Values.Single(one => one.Host == "a").AlertedBy).Key.Id);
        Assert.Equal(Make.Guid(1), Assert.Single(Here.Results.Values.Single(one => one.Host == "b").StoppedBy).Key.Id);
        Assert.Contains("Rule 7 is not among what is in place in Default and concerns T1001. Name one of: Rule 1.", WebUtility.HtmlDecode(await nowhere.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
        Assert.Contains("Say that it alerted or was blocked", await missed.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain(Here.Results.Values, one => one.Host == "c");
        Assert.Contains("<option value=\"Rule 1\">", await engineer.GetStringAsync(new Uri($"/results?list=again&test={Make.Guid(2)}", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_of_a_test_and_what_expires_next_are_listed()
    {
        using var engineer = await app.SignInAsync();
        using var decided = await PostAsync(engineer, "/results", "/results/decide", ("outcome", "blocked"));

        var history = await SourcesBench.TextAsync(app.Client, $"/results?list=history&test={Make.Guid(1)}");
        var expiring = await SourcesBench.TextAsync(app.Client, "/results?list=expiring");

        Assert.Contains("Test 1", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Test 2", history, StringComparison.Ordinal);
        Assert.Contains(DateOnly.FromDateTime(Here.Results["run-1"].Time).AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), expiring, StringComparison.Ordinal);
        Assert.DoesNotContain("Test 2", expiring, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_listed_is_had_as_CSV_in_which_nothing_is_a_formula()
    {
        using var engineer = await app.SignInAsync();
        using var recorded = await PostAsync(engineer, "/results", "/results/record", ("test", "T1001 #2"), ("env", "default"), ("host", "=HYPERLINK(1)"), ("time", Dated(5)), ("outcome", "missed"));

        var lines = (await app.Client.GetStringAsync(new Uri("/results.csv?list=history&q=hyperlink", UriKind.Relative), Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("environment,technique,test,guid,time,host,outcome,fresh_until,by,note", lines[0]);
        using var json = System.Text.Json.JsonDocument.Parse(await app.Client.GetStringAsync(new Uri("/results.json?list=history&q=hyperlink", UriKind.Relative), Token));
        Assert.Equal(("=HYPERLINK(1)", "Ada"), (Assert.Single(json.RootElement.EnumerateArray()).GetProperty("host").GetString(), json.RootElement[0].GetProperty("by").GetString()));
        Assert.Contains(",\"'=HYPERLINK(1)\",", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal("=HYPERLINK(1)", Here.Results.Values.Single(run => run.State == ResultState.Ran).Host);
    }

    [Fact]
    public async Task Alerts_propose_outcomes_that_are_accepted_one_by_one_or_all()
    {
        using var engineer = await app.SignInAsync();
        app.Services.GetRequiredService<PostureRecorder>().Record(new Person("test", Role.Admin), new PostureStep("x", [new PutDeployment("default", new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed))]));
        var page = await AlertsAsync(engineer, $"Computer,TimeGenerated,rule_id\nhost-a,{Dated(59)},{Make.Guid(1)}\nhost-a,{Dated(29)},{Make.Guid(1)}\nhost-b,{Dated(29)},{Make.Guid(1)}\n");

        var text = await SourcesBench.TextAsync(engineer, page);
        Assert.Contains("2 runs alerted Accept all 2", text, StringComparison.Ordinal);
        Assert.Contains("the rule is linked to T1001", text, StringComparison.Ordinal);
        Assert.Contains("1 alert , each with why", text, StringComparison.Ordinal);
        Assert.Equal(2, Here.Results.Values.Count(run => run.State == ResultState.Pending));

        using (var one = await PostAsync(engineer, page, page + "/accept", ("id", "run-1"))) Assert.Equal(page, one.Headers.Location?.OriginalString);
        Assert.Equal(Make.Guid(1), Assert.Single(Here.Results["run-1"].AlertedBy).Key.Id);
        Assert.Equal(ResultState.Pending, Here.Results["run-2"].State);
        using (var all = await PostAsync(engineer, page, page + "/accept", ("id", ""))) Assert.Equal(HttpStatusCode.SeeOther, all.StatusCode);
        Assert.Equal((Seen.Alerted, "Ada"), (Here.Results["run-2"].Seen, Here.Results["run-2"].By));
        Assert.Contains("Nothing to accept", await SourcesBench.TextAsync(engineer, page), StringComparison.Ordinal);
        using var bob = await app.SignInAsync(name: "Bob");
        using var other = await bob.GetAsync(new Uri(page, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task What_alerted_or_stopped_is_named_with_the_decision_and_shown_in_the_history()
    {
        using var engineer = await app.SignInAsync();
        var rule = new ItemKey("sigma", Make.Guid(1));
        app.Services.GetRequiredService<PostureRecorder>().Record(new Person("test", Role.Admin), new PostureStep("x", [new PutDeployment("default", new Deployment(rule, DeploymentState.Deployed, "abc"))]));
        Assert.Contains($"<option value=\"rule:{rule}\">Rule 1</option>", await engineer.GetStringAsync(new Uri("/results", UriKind.Relative), Token), StringComparison.Ordinal);

        using (var missed = await PostAsync(engineer, "/results", "/results/decide", ("id", "run-1"), ("outcome", "missed"), ("by", $"rule:{rule}"))) Assert.Equal(HttpStatusCode.Conflict, missed.StatusCode);
        using (var foreign = await PostAsync(engineer, "/results", "/results/decide", ("id", "run-1"), ("outcome", "alerted"), ("by", "control:d3fend:D3-X"))) Assert.Contains("not in place there any more", await foreign.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(ResultState.Pending, Here.Results["run-1"].State);
        using (var alerted = await PostAsync(engineer, "/results", "/results/decide", ("id", "run-1"), ("outcome", "alerted"), ("by", $"rule:{rule}"))) Assert.Equal(HttpStatusCode.SeeOther, alerted.StatusCode);

        Assert.Equal(new NamedItem(ItemKind.Rule, rule, "abc"), Assert.Single(Here.Results["run-1"].AlertedBy));
        Assert.Contains("alerted by Rule 1", await SourcesBench.TextAsync(engineer, "/results?list=history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_alerts_without_usual_names_are_chosen_from_the_file_and_it_is_read_again()
    {
        app.Services.GetRequiredService<PostureRecorder>().Record(new Person("erin", Role.Engineer), new PostureStep("Deployed", [new PutDeployment("default", new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed))]));
        using var engineer = await app.SignInAsync();
        var page = await AlertsAsync(engineer, $"Asset,Seen at,What\nhost-a,{Dated(59)},Rule 1\n");
        Assert.Contains("no alert could be read", await SourcesBench.TextAsync(engineer, page), StringComparison.Ordinal);
        Assert.Contains("<option value=\"Seen at\">", await engineer.GetStringAsync(new Uri(page, UriKind.Relative), Token), StringComparison.Ordinal);

        using var twice = await PostAsync(engineer, page, $"{page}/columns", ("column-host", "Asset"), ("column-time", "asset"));
        using var chosen = await PostAsync(engineer, page, $"{page}/columns", ("column-host", "Asset"), ("column-time", "Seen at"), ("column-rule", "What"), ("column-rule_id", ""), ("column-technique", ""));

        Assert.Contains("The column Asset is chosen for two fields", await twice.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(page, chosen.Headers.Location?.OriginalString);
        var text = await SourcesBench.TextAsync(engineer, page);
        Assert.Contains("1 alert beside what is pending", text, StringComparison.Ordinal);
        Assert.Contains("1 run alerted", text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Seen at\" selected>", await engineer.GetStringAsync(new Uri(page, UriKind.Relative), Token), StringComparison.Ordinal);
    }

    private void Pending(string id, int test, int minutesAgo) => app.Services.GetRequiredService<PostureRecorder>().Record(
        new Person("test", Role.Admin),
        new PostureStep("x", [new PutResult("default", new Posture.TestResult(id, new ItemKey("atomic", Make.Guid(test)), Now.AddMinutes(-minutesAgo), ResultState.Pending, Host: "host-a"))]));

    private string Dated(int minutesAgo) => Now.AddMinutes(-minutesAgo).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static async Task<string> AlertsAsync(HttpClient client, string text)
    {
        using var form = new MultipartFormDataContent { { new StringContent((await RunningApp.FormAsync(client, "/results"))["__RequestVerificationToken"]), "__RequestVerificationToken" } };
        form.Add(new StringContent("default"), "env");
        form.Add(new StringContent("15"), "minutes");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "alerts.csv");
        using var answer = await client.PostAsync(new Uri("/results/alerts", UriKind.Relative), form, Token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string path, params (string Name, string Value)[] more)
    {
        var fields = await RunningApp.FormAsync(client, page);
        foreach (var (name, value) in more) fields[name] = value;
        return await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), Token);
    }
}
