using System.Net;
using System.Text;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Views.Scores;
using Coverage.Web.Tests.Features.Sources;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features;

/// <summary>The import of what an organisation has, as its forms do it.</summary>
public sealed class PostureImportTests : IAsyncLifetime
{
    private RunningApp app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentPosture Here => app.Services.GetRequiredService<PostureViews>().Refresh().Posture.Environments["default"];

    public async ValueTask InitializeAsync()
    {
        app = await RunningApp.StartAsync();
        using var folder = new TempFolder();
        app.ImportFromOutside(folder.Write("enterprise-attack.json", Encoding.UTF8.GetBytes(new Bundle("19.1").Techniques("T1001").Json())));
        for (var rule = 1; rule <= 3; rule++) folder.Write($"in/rules/{rule}.yml", Encoding.UTF8.GetBytes(Make.Rule(rule).Replace("Rule 3", "Rule 2", StringComparison.Ordinal)));
        app.ImportFromOutside(Path.Combine(folder.Path, "in"));
        _ = app.View;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_file_is_read_looked_at_picked_from_and_recorded_once()
    {
        using var engineer = await app.SignInAsync();

        var page = await UploadedAsync(engineer, "list.txt", "Rule 1\nRule 2\nNobody knows\nT1001\n");
        var text = await SourcesBench.TextAsync(engineer, page);
        Assert.Contains("Matched 1 Ambiguous 1 Unknown 1 Already so 0 Rejected 1", text, StringComparison.Ordinal);
        Assert.Contains("Record 1 entry", text, StringComparison.Ordinal);
        Assert.Empty(Here.Deployments);

        using (var picked = await PostAsync(engineer, page + "?list=ambiguous", page + "/picks", ("pick-1", $"sigma:{Make.Guid(3)}"))) Assert.Equal(HttpStatusCode.SeeOther, picked.StatusCode);
        Assert.Contains("Matched 2 Ambiguous 0 Unknown 1", await SourcesBench.TextAsync(engineer, page + "?unknown=own&list=unknown"), StringComparison.Ordinal);
        using var recorded = await PostAsync(engineer, page + "?unknown=own", page + "/record");

        Assert.Equal("/posture/import?done=1", recorded.Headers.Location?.OriginalString);
        Assert.Equal([ItemKey.Own("Nobody knows"), new("sigma", Make.Guid(1)), new("sigma", Make.Guid(3))], Here.Deployments.Keys.OrderBy(key => key.Source).ThenBy(key => key.Id));
        Assert.Contains("Import of list.txt: 3 deployments, 1 own rule", await SourcesBench.TextAsync(engineer, "/posture/import?done=1"), StringComparison.Ordinal);
        using var again = await engineer.GetAsync(new Uri(page, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var second = await UploadedAsync(engineer, "list.txt", "Rule 1\nRule 2\nNobody knows\n");
        Assert.Contains("Nothing to record", await SourcesBench.TextAsync(engineer, second + "?unknown=own"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_chosen_is_recorded_only_where_the_page_showed_it()
    {
        using var engineer = await app.SignInAsync();
        var page = await UploadedAsync(engineer, "list.txt", "Rule 1\nNobody knows\n");
        Assert.Contains("Of 1 deployed rule neither the file nor what is recorded says which content runs", await SourcesBench.TextAsync(engineer, page), StringComparison.Ordinal);

        using var other = await PostAsync(engineer, page, page + "/record", ("env", "default"), ("unknown", "own"), ("ambiguous", "skip"), ("content", "unknown"));
        var shown = other.Headers.Location!.OriginalString;
        Assert.Equal((HttpStatusCode.SeeOther, page + "?content=unknown&env=default&unknown=own&asked=true"), (other.StatusCode, shown));
        Assert.Empty(Here.Deployments);
        var text = await SourcesBench.TextAsync(engineer, shown);
        Assert.Contains("Nothing was recorded: you chose something other than what was shown.", text, StringComparison.Ordinal);
        Assert.Contains("Record 3 entries", text, StringComparison.Ordinal);

        using var look = await PostAsync(engineer, shown, page + "/record", ("env", "default"), ("unknown", "own"), ("show", "yes"));
        Assert.Equal(page + "?content=unknown&env=default&unknown=own", look.Headers.Location?.OriginalString);
        using var recorded = await PostAsync(engineer, shown, page + "/record", ("env", "default"), ("unknown", "own"), ("ambiguous", "skip"), ("content", "unknown"));
        Assert.Equal("/posture/import?done=1", recorded.Headers.Location?.OriginalString);
        Assert.Equal(["", ""], Here.Deployments.Values.Select(deployment => deployment.Hash));
    }

    [Fact]
    public async Task The_columns_of_a_table_are_chosen_from_its_own()
    {
        using var engineer = await app.SignInAsync();
        var page = await UploadedAsync(engineer, "table.csv", "Nr,What,Runs\n1,Rule 1,yes\n2,Nobody knows,no\n");
        var asked = await engineer.GetStringAsync(new Uri(page, UriKind.Relative), Token);
        Assert.Contains("Read as a list of rules", asked, StringComparison.Ordinal);
        Assert.Contains("<option value=\"2\">What</option>", asked, StringComparison.Ordinal);

        using var chosen = await PostAsync(engineer, page, page + "/record", ("column-title", "2"), ("column-state", "3"), ("show", "yes"));
        var shown = chosen.Headers.Location!.OriginalString;
        Assert.Contains("<option value=\"2\" selected>What</option>", await engineer.GetStringAsync(new Uri(shown, UriKind.Relative), Token), StringComparison.Ordinal);
        var text = await SourcesBench.TextAsync(engineer, shown);
        using var other = await PostAsync(engineer, shown, page + "/record", ("column-title", "2"), ("column-state", "0"));
        using var recorded = await PostAsync(engineer, shown, page + "/record", ("column-title", "2"), ("column-state", "3"));

        Assert.Equal(page + "?columns=title-2.state-3&env=default", shown);
        Assert.Contains("Matched 1 Ambiguous 0 Unknown 1 Already so 0 Rejected 0", text, StringComparison.Ordinal);
        Assert.Contains("asked=true", other.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/posture/import?done=1", recorded.Headers.Location?.OriginalString);
        Assert.Equal(Make.Guid(1), Assert.Single(Here.Deployments.Keys).Id);
    }

    [Fact]
    public async Task Usual_columns_are_chosen_already_and_can_be_taken_away()
    {
        using var engineer = await app.SignInAsync();
        var page = await UploadedAsync(engineer, "table.csv", "Name,Status\nRule 1,disabled\n");

        Assert.Contains("<option value=\"1\" selected>Name</option>", await engineer.GetStringAsync(new Uri(page, UriKind.Relative), Token), StringComparison.Ordinal);
        using var without = await PostAsync(engineer, page, page + "/record", ("column-title", "0"), ("show", "yes"));
        Assert.Contains("choose the column of one of them", await SourcesBench.TextAsync(engineer, without.Headers.Location!.OriginalString), StringComparison.Ordinal);
        using var recorded = await PostAsync(engineer, page + "?columns=state-0", page + "/record", ("column-title", "1"), ("column-state", "0"));

        Assert.Equal(DeploymentState.Deployed, Assert.Single(Here.Deployments.Values).State);
    }

    [Fact]
    public async Task What_was_imported_is_taken_back_where_it_is_said_to_be_recorded()
    {
        using var engineer = await app.SignInAsync();
        var page = await UploadedAsync(engineer, "list.txt", "Rule 1\n");
        using var recorded = await PostAsync(engineer, page, page + "/record");
        Assert.Single(Here.Deployments);

        using var undone = await PostAsync(engineer, "/posture/import?done=1", "/posture/undo");

        Assert.Equal("/history/2", undone.Headers.Location?.OriginalString);
        Assert.Empty(Here.Deployments);
        Assert.Contains("It was taken back by step 2.", await SourcesBench.TextAsync(engineer, "/posture/import?done=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"undo\"", await engineer.GetStringAsync(new Uri("/posture/import?done=1", UriKind.Relative), Token), StringComparison.Ordinal);
        using var again = await PostAsync(engineer, "/history/1", "/posture/undo", ("undoes", "1"), ("edit", "2"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Of_several_tests_that_a_run_may_have_been_of_one_is_picked()
    {
        using var folder = new TempFolder();
        folder.Write("art/atomics/T1001/T1001.yaml", Encoding.UTF8.GetBytes(Make.Atomics("T1001", 1, 2).Replace("Test 2", "Test 1", StringComparison.Ordinal)));
        app.ImportFromOutside(Path.Combine(folder.Path, "art"));
        _ = app.View;
        using var engineer = await app.SignInAsync();
        const string Log = "\"Execution Time (UTC)\",\"Technique\",\"Test Number\",\"Test Name\",\"Hostname\",\"GUID\"\n\"2026-01-01T10:00:00Z\",\"T1001\",\"9\",\"Test 1\",\"host-a\",\"\"\n";
        var page = await UploadedAsync(engineer, "log.csv", Log);
        Assert.Contains("Matched 0 Ambiguous 1 Unknown 0", await SourcesBench.TextAsync(engineer, page + "?list=ambiguous"), StringComparison.Ordinal);

        using (var foreign = await PostAsync(engineer, page + "?list=ambiguous", page + "/picks", ("run-0", $"atomic:{Make.Guid(7)}"), ("run-9", $"atomic:{Make.Guid(2)}"))) Assert.Equal(HttpStatusCode.SeeOther, foreign.StatusCode);
        Assert.Contains("Matched 0 Ambiguous 1 Unknown 0", await SourcesBench.TextAsync(engineer, page), StringComparison.Ordinal);
        using (var picked = await PostAsync(engineer, page + "?list=ambiguous", page + "/picks", ("run-0", $"atomic:{Make.Guid(2)}"))) Assert.Equal(HttpStatusCode.SeeOther, picked.StatusCode);
        Assert.Contains("Matched 1 Ambiguous 0 Unknown 0", await SourcesBench.TextAsync(engineer, page), StringComparison.Ordinal);
        using var recorded = await PostAsync(engineer, page, page + "/record");

        Assert.Equal((Make.Guid(2), ResultState.Pending), Assert.Single(Here.Results.Values) is var run ? (run.Test.Id, run.State) : default);
    }

    [Fact]
    public async Task An_upload_is_seen_by_nobody_else_and_for_half_an_hour()
    {
        using var ada = await app.SignInAsync();
        using var bob = await app.SignInAsync(name: "Bob");
        var page = await UploadedAsync(ada, "list.txt", "Rule 1\n");

        using (var other = await bob.GetAsync(new Uri(page, UriKind.Relative), Token)) Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using (var own = await ada.GetAsync(new Uri(page, UriKind.Relative), Token)) Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        using var late = await ada.GetAsync(new Uri(page, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_in_words()
    {
        using var engineer = await app.SignInAsync();

        using var foreign = await UploadAsync(engineer, "a.json", Encoding.UTF8.GetBytes("{\"x\":1}"));
        using var empty = await UploadAsync(engineer, "a.txt", []);
        using var large = await UploadAsync(engineer, "a.txt", new byte[33 << 20]);

        Assert.Equal(HttpStatusCode.Conflict, foreign.StatusCode);
        Assert.Contains("is of no format that is read here", await foreign.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("No file was chosen", await empty.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("larger than 32 MiB", await large.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    public async Task Who_may_not_change_the_posture_does_not_get_in(Role? role)
    {
        using var client = role is { } some ? await app.SignInAsync(some) : app.NewClient();

        foreach (var path in new[] { "/posture/import", "/posture/import/x" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        }
    }

    [Fact]
    public async Task Of_many_uploads_the_newest_of_each_person_are_kept()
    {
        using var engineer = await app.SignInAsync();
        var pages = new List<string>();
        for (var i = 0; i < 4; i++) pages.Add(await UploadedAsync(engineer, "list.txt", "Rule 1\n"));

        using var first = await engineer.GetAsync(new Uri(pages[0], UriKind.Relative), Token);
        using var second = await engineer.GetAsync(new Uri(pages[1], UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    private static async Task<string> UploadedAsync(HttpClient client, string name, string text)
    {
        using var answer = await UploadAsync(client, name, Encoding.UTF8.GetBytes(text));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in await RunningApp.FormAsync(client, "/posture/import")) form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(content), "file", name);
        return await client.PostAsync(new Uri("/posture/import", UriKind.Relative), form, Token);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string path, params (string Name, string Value)[] more)
    {
        var fields = await RunningApp.FormAsync(client, page);
        foreach (var (name, value) in more) fields[name] = value;
        return await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), Token);
    }
}
