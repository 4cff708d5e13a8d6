using System.Net;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>The buttons of the sources' pages, as forms without script.</summary>
public sealed class SourceActionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engineer_runs_a_source_and_the_page_tells_what_it_did()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await bench.PressAsync(engineer, "sync");
        var page = await SourcesBench.TextAsync(bench.App.Client, "/sources/rules");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/sources/rules", answer.Headers.Location?.OriginalString);
        Assert.Contains("● current asked", page, StringComparison.Ordinal);
        Assert.Contains("● applied 10 added, 0 changed, 0 removed, 0 moved. Change set Ada, person", page, StringComparison.Ordinal);
        Assert.Contains("10 rules that count", await SourcesBench.TextAsync(bench.App.Client, "/sources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await bench.PressAsync(engineer, "dry-run");
        var page = await SourcesBench.TextAsync(engineer, "/sources/rules");

        Assert.Contains("Would be 10 added, 0 changed, 0 removed, 0 moved; nothing has changed.", page, StringComparison.Ordinal);
        Assert.Contains("10 items that would change", page, StringComparison.Ordinal);
        Assert.Contains("added Rule 3 Rule 00000000-0000-4000-8000-000000000003 rules/rule-3.yml", page, StringComparison.Ordinal);
        Assert.Null(bench.Status.Holds);
    }

    [Fact]
    public async Task A_dry_run_is_over_once_another_process_has_synced()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var answer = await bench.PressAsync(engineer, "dry-run");
        var before = await SourcesBench.TextAsync(engineer, "/sources");

        await bench.App.Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest { Source = SourcesBench.Name, Trigger = SyncRequest.ByCommand }, new Coverage.Audit.Person("cli", Role.Admin), null, Token);

        Assert.Contains("Would be 10 added", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Would be 10 added", await SourcesBench.TextAsync(engineer, "/sources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_told_to_read_anew_when_a_sync_has_its_turn()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var news = bench.App.Services.GetRequiredService<SyncNews>();
        var (before, turns) = (news.Turn, new System.Collections.Concurrent.ConcurrentBag<int>());
        news.Changed += () =>
        {
            if (news.Of(SourcesBench.Name)?.Progress is not null) turns.Add(news.Turn);
        };

        using var answer = await bench.PressAsync(engineer, "sync");

        // One for the start and one for the turn; the answer and the end are two more.
        Assert.Contains(turns, turn => turn >= before + 2);
        Assert.True(news.Turn >= before + 4);
    }

    [Fact]
    public async Task What_is_held_lists_what_would_go_and_is_taken_only_as_it_was_seen()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await bench.PressAsync(engineer, "sync");
        for (var rule = 0; rule < 5; rule++) bench.Delete(rule);
        using var second = await bench.PressAsync(engineer, "sync");

        var page = await SourcesBench.TextAsync(engineer, "/sources/rules");
        var all = await SourcesBench.TextAsync(engineer, "/sources");
        using var wrong = await bench.PressAsync(engineer, "approve", ("run", "999"));
        using var right = await bench.PressAsync(engineer, "approve");

        Assert.Contains("◆ held waits for a person", page, StringComparison.Ordinal);
        Assert.Contains("Approve, and remove 5 items", page, StringComparison.Ordinal);
        Assert.Contains("Rule 4 00000000-0000-4000-8000-000000000004 rules/rule-4.yml", page, StringComparison.Ordinal);
        Assert.Contains("Decide", all, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Contains("is not held any more", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(SyncOutcome.Approved, bench.Status.Last?.Outcome);
        Assert.Contains("5 rules that count", await SourcesBench.TextAsync(engineer, "/sources/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_rejected_leaves_everything_as_it_is()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await bench.PressAsync(engineer, "sync");
        for (var rule = 0; rule < 5; rule++) bench.Delete(rule);
        using var second = await bench.PressAsync(engineer, "sync");

        using var answer = await bench.PressAsync(engineer, "reject");
        var page = await SourcesBench.TextAsync(engineer, "/sources/rules");

        Assert.Contains("◇ rejected", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Approve", page, StringComparison.Ordinal);
        Assert.Contains("10 rules that count", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_of_the_place_says_what_it_found()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await bench.PressAsync(engineer, "test");

        Assert.Equal("/sources/rules#test", answer.Headers.Location?.OriginalString);
        Assert.Contains("● good", await SourcesBench.TextAsync(engineer, "/sources/rules"), StringComparison.Ordinal);
        Assert.Contains("holds Sigma: rules/rule-", await SourcesBench.TextAsync(engineer, "/sources/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_pauses_and_only_who_may_is_offered_a_button()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin);

        using var refused = await bench.PressAsync(engineer, "pause");
        using var done = await bench.PressAsync(admin, "pause");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HealthState.Paused, bench.Status.Health);
        Assert.DoesNotContain("Run now", await SourcesBench.TextAsync(bench.App.Client, "/sources"), StringComparison.Ordinal);
        Assert.DoesNotContain("Resume", await SourcesBench.TextAsync(engineer, "/sources/rules"), StringComparison.Ordinal);
        Assert.Contains("Resume", await SourcesBench.TextAsync(admin, "/sources/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_nowhere_is_refused()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin);
        var posts = bench.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("{name}", "rules", StringComparison.Ordinal))
            .Where(path => path.StartsWith("/sources/rules/", StringComparison.Ordinal) || path.StartsWith("/sync/", StringComparison.Ordinal)).ToList();

        Assert.Equal(11, posts.Count);
        foreach (var path in posts)
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["run"] = "1", ["entry"] = "x" });
            using var answer = await admin.PostAsync(new Uri(path, UriKind.Relative), content, Token);
            Assert.Equal($"{path} 400", $"{path} {(int)answer.StatusCode}");
        }

        Assert.Null(bench.Status.Last);
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_by_what_a_form_sends()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await bench.PressAsync(engineer, "cancel", ("back", "//evil.example/sources"));

        Assert.Equal("/sources", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Open_pages_are_told_of_a_sync_and_asked_for_its_progress_by_a_fragment()
    {
        await using var bench = await SourcesBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var events = new StreamReader(await bench.App.Client.GetStreamAsync(new Uri("/events", UriKind.Relative), Token));

        using var answer = await bench.PressAsync(engineer, "sync");
        var line = "";
        while (line is not null && !line.StartsWith("event: sync", StringComparison.Ordinal)) line = await events.ReadLineAsync(Token).AsTask().WaitAsync(Patience.NoHang, Token);

        Assert.Equal("event: sync", line);
        Assert.Matches("""^data: \{"turn":\d+,"running":\d\}$""", await events.ReadLineAsync(Token));
        Assert.Contains("data-say", await bench.App.Client.GetStringAsync(new Uri("/sync/running", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_process_syncs_is_said_to_be_so()
    {
        await using var bench = await SourcesBench.StartAsync();
        using (var connection = bench.App.Services.GetRequiredService<Coverage.Data.Sqlite.SqliteDatabase>().Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ('sync rules', 'another', $now, $until, 1)";
            command.Parameters.AddWithValue("$now", bench.App.Clock.GetUtcNow().UtcDateTime);
            command.Parameters.AddWithValue("$until", bench.App.Clock.GetUtcNow().UtcDateTime.AddSeconds(50));
            command.ExecuteNonQuery();
        }

        Assert.Contains("being synced by another process since", await SourcesBench.TextAsync(bench.App.Client, "/sources"), StringComparison.Ordinal);
    }
}
