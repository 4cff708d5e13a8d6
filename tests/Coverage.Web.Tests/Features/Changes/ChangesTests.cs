using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Coverage.Data;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Support;

namespace Coverage.Web.Tests.Features.Changes;

/// <summary>The inbox, its exports and feeds, and marking it read, over the running app.</summary>
public sealed class ChangesTests
{
    private const string Hostile = "<script>alert(1)</script> & more";

    [Fact]
    public async Task An_entry_opens_to_its_difference_in_which_upstream_is_text()
    {
        await using var app = await ChangedAsync();

        var page = await GetAsync(app.Client, "/changes");
        Assert.Contains("3 in the last 30 days", page, StringComparison.Ordinal);
        Assert.Contains("data-opens=\"/changes/", page, StringComparison.Ordinal);
        var difference = await GetAsync(app.Client, $"/changes/{Id(app, "changed")}/difference");

        Assert.Contains("level: <mark>high</mark>", difference, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", difference, StringComparison.Ordinal);
        Assert.Contains(difference.Trim()[^20..], await GetAsync(app.Client, $"/changes/{Id(app, "changed")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_there_is_not_is_not_found()
    {
        await using var app = await RunningApp.StartAsync();

        foreach (var path in new[] { "/changes/99", "/changes/99/difference" })
        {
            using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_empty_page_teaches_how_changes_come()
    {
        await using var app = await RunningApp.StartAsync();
        Assert.Contains("Nothing is loaded yet", await GetAsync(app.Client, "/changes"), StringComparison.Ordinal);

        Import(app, "one", Make.Rule(1));

        Assert.Contains("No change so far", await GetAsync(app.Client, "/changes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_marks_read_for_themselves_and_what_comes_later_is_unread()
    {
        await using var app = await ChangedAsync();
        using var ada = await app.SignInAsync(Role.Viewer, "Ada");
        using var grace = await app.SignInAsync(Role.Viewer, "Grace");
        Assert.Contains("3 unread", await GetAsync(ada, "/"), StringComparison.Ordinal);

        using (var marked = await ada.PostAsync(new Uri("/changes/read", UriKind.Relative), new FormUrlEncodedContent(await RunningApp.FormAsync(ada, "/changes")), TestContext.Current.CancellationToken)) Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);

        Assert.DoesNotContain("unread", await GetAsync(ada, "/"), StringComparison.Ordinal);
        Assert.Contains("All read", await GetAsync(ada, "/changes"), StringComparison.Ordinal);
        Assert.Contains("3 unread", await GetAsync(grace, "/"), StringComparison.Ordinal);
        Import(app, "three", Make.Rule(1), Make.Rule(2), Make.Rule(4), Make.Rule(5), Make.Rule(6), Make.Rule(7), Make.Rule(9));
        Assert.Contains(", 2 unread", await GetAsync(ada, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_filter_it_says_what_marking_does_and_keeps_the_filter()
    {
        await using var app = await ChangedAsync();
        using var ada = await app.SignInAsync(Role.Viewer, "Ada");
        var page = await GetAsync(ada, "/changes?what=removed");

        using var marked = await ada.PostAsync(new Uri("/changes/read", UriKind.Relative), new FormUrlEncodedContent(await RunningApp.FormAsync(ada, "/changes?what=removed")), TestContext.Current.CancellationToken);

        Assert.Contains("1 of 3 in the last 30 days", page, StringComparison.Ordinal);
        Assert.Contains("Mark all read, also what is filtered out", page, StringComparison.Ordinal);
        Assert.Equal("/changes?what=removed", marked.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Nobody_has_no_mark_and_is_told_why()
    {
        await using var app = await ChangedAsync();
        using var ada = await app.SignInAsync();
        var form = await RunningApp.FormAsync(ada, "/changes");

        var page = await GetAsync(app.Client, "/changes");
        using var without = await app.Client.PostAsync(new Uri("/changes/read", UriKind.Relative), new FormUrlEncodedContent([new("upTo", "1")]), TestContext.Current.CancellationToken);
        using var stolen = await app.Client.PostAsync(new Uri("/changes/read", UriKind.Relative), new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);

        Assert.Contains("Nobody is signed in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mark read", page, StringComparison.Ordinal);
        Assert.All([without, stolen], answer => Assert.InRange((int)answer.StatusCode, 400, 403));
    }

    [Fact]
    public async Task The_feed_is_RSS_with_absolute_addresses_and_stable_identities()
    {
        await using var app = await ChangedAsync();

        using var answer = await app.Client.GetAsync(new Uri("/changes.rss?source=sigma", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var channel = XDocument.Parse(text).Root!.Element("channel")!;
        var items = channel.Elements("item").ToList();

        Assert.Equal("application/rss+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(new Uri(app.Address, "/changes?source=sigma").ToString(), channel.Element("link")!.Value);
        Assert.Equal(3, items.Count);
        Assert.All(items, item => Assert.StartsWith(app.Address.ToString(), item.Element("link")!.Value, StringComparison.Ordinal));
        Assert.All(items, item => Assert.True(DateTimeOffset.TryParseExact(item.Element("pubDate")!.Value, "r", null, default, out _)));
        Assert.Equal(items.Count, items.Select(item => item.Element("guid")!.Value).Distinct().Count());
        Assert.Equal(text, await GetAsync(app.Client, "/changes.rss?source=sigma"));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/changes.rss?source=sigma") { Headers = { { "If-None-Match", answer.Headers.ETag!.ToString() } } };
        using var same = await app.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(XDocument.Parse(await GetAsync(app.Client, "/changes.rss?source=atomic")).Descendants("item"));
    }

    [Fact]
    public async Task The_same_is_a_JSON_feed()
    {
        await using var app = await ChangedAsync();

        using var feed = JsonDocument.Parse(await GetAsync(app.Client, "/changes.json?what=new"));

        Assert.Equal("https://jsonfeed.org/version/1.1", feed.RootElement.GetProperty("version").GetString());
        Assert.Equal(new Uri(app.Address, "/changes.json?what=new").ToString(), feed.RootElement.GetProperty("feed_url").GetString());
        Assert.Equal("Rule 7 (00000000-0000-4000-8000-000000000007): new", Assert.Single(feed.RootElement.GetProperty("items").EnumerateArray().ToList()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task What_is_listed_is_exported_as_CSV_and_JSON()
    {
        await using var app = await ChangedAsync();

        var csv = (await GetAsync(app.Client, "/changes/export.csv?what=changed")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var json = JsonDocument.Parse(await GetAsync(app.Client, "/changes/export.json?what=changed"));

        Assert.StartsWith("id,change_set,at,source,what,kind,external_id,title,", csv[0], StringComparison.Ordinal);
        Assert.Contains("changed,rule,00000000-0000-4000-8000-000000000002,Rule 2,", Assert.Single(csv[1..]), StringComparison.Ordinal);
        var entry = Assert.Single(json.RootElement.EnumerateArray().ToList());
        Assert.Equal(("level medium to high", JsonValueKind.Number, JsonValueKind.Null), (entry.GetProperty("difference").GetString(), entry.GetProperty("id").ValueKind, entry.GetProperty("rules").ValueKind));
    }

    [Fact]
    public async Task An_items_page_has_its_history()
    {
        await using var app = await ChangedAsync();

        var page = await GetAsync(app.Client, $"/rules/sigma/{Make.Guid(2)}");

        Assert.Contains("id=\"history\"", page, StringComparison.Ordinal);
        Assert.Contains("changed: level medium to high", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"history\"", await GetAsync(app.Client, $"/rules/sigma/{Make.Guid(1)}"), StringComparison.Ordinal);
    }

    /// <summary>An app in which of seven rules one changed, one went and one came.</summary>
    private static async Task<RunningApp> ChangedAsync()
    {
        var app = await RunningApp.StartAsync();
        Import(app, "one", Make.Rule(1), Make.Rule(2), Make.Rule(3), Make.Rule(4), Make.Rule(5), Make.Rule(6));
        Import(app, "two", Make.Rule(1), Make.Rule(2).Replace("level: medium", "level: high", StringComparison.Ordinal) + $"\ndescription: '{Hostile}'", Make.Rule(4), Make.Rule(5), Make.Rule(6), Make.Rule(7));
        return app;
    }

    private static void Import(RunningApp app, string name, params string[] rules)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(app.Folder, "in")).FullName, name + ".tar.gz");
        File.WriteAllBytes(path, Pack.Gz(Pack.Tar([.. rules.Select(rule => ($"x-y-1234567/rules/{rule.Split('\n')[0][7..].Trim()}.yml", rule))])));
        app.ImportFromOutside(path);
        _ = app.View;
    }

    private static string Id(RunningApp app, string what)
    {
        using var connection = new Coverage.Data.Sqlite.SqliteDatabase(app.Folder).Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Id FROM Changes WHERE Change = $change";
        command.Parameters.AddWithValue("$change", (int)Enum.Parse<ItemChange>(what, ignoreCase: true));
        return command.ExecuteScalar()!.ToString()!;
    }

    private static Task<string> GetAsync(HttpClient client, string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
