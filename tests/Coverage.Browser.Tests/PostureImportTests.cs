using Coverage.Audit;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The import of what an organisation has, and deciding its results, as an engineer works with them.</summary>
public sealed class PostureImportTests(Chromium chromium)
{
    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task A_log_is_uploaded_looked_at_recorded_and_decided_by_keys(Look look)
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visit = await site.OpenAsync(chromium, "/posture/import", look, role: Role.Engineer);
        await FineAsync(visit);

        await visit.Page.SetInputFilesAsync("#file", new FilePayload { Name = "log.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Log()) });
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Read the file" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("nav.lists")).ToContainTextAsync("Matched 3");
        await FineAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Unknown" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#list")).ToContainTextAsync("Invented test");
        await FineAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Record 3 entries" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#done")).ToContainTextAsync("Import of log.csv: 3 results");

        await visit.Page.GotoAsync("/results");
        await FineAsync(visit);
        foreach (var (keys, left) in new[] { (new[] { "m", "a" }, 1), (["b"], 0) })
        {
            foreach (var key in keys) await visit.Page.Keyboard.PressAsync(key); // Faster than the answers.
            await Assertions.Expect(visit.Page.Locator("nav.lists a").First).ToHaveTextAsync($"Outcome pending {left}");
        }

        await visit.Page.GotoAsync("/results?list=history");
        await Assertions.Expect(visit.Page.Locator("#runs")).ToContainTextAsync("stopped");
        await FineAsync(visit);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_chosen_file_is_not_lost_to_news()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visit = await site.OpenAsync(chromium, "/posture/import", role: Role.Engineer);
        await visit.Page.SetInputFilesAsync("#file", new FilePayload { Name = "log.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Log()) });
        await visit.Page.Locator("h1").ClickAsync();

        await visit.Page.EvaluateAsync("document.dispatchEvent(new Event('stale'))");
        await visit.Page.WaitForTimeoutAsync(1500);

        Assert.Equal("log.csv", await visit.Page.EvaluateAsync<string>("document.querySelector('#file').files[0]?.name ?? ''"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_import_works_without_script()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visit = await site.OpenAsync(chromium, "/posture/import", script: false, role: Role.Engineer);

        await visit.Page.SetInputFilesAsync("#file", new FilePayload { Name = "list.txt", MimeType = "text/plain", Buffer = "Nobody knows this rule\n4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c\n"u8.ToArray() });
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Read the file" }).ClickAsync();
        await visit.Page.SelectOptionAsync("#unknown", "own");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show what that does" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Record 3 entries" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#done")).ToContainTextAsync("2 deployments, 1 own rule");
        Assert.Empty(visit.Complaints);
    }

    private static string Log() => $"""
        "Execution Time (UTC)","Execution Time (Local)","Technique","Test Number","Test Name","Hostname","IP Address","Username","GUID","ProcessId","ExitCode"
        {Line("56506854-89d6-46a3-9804-b7fde90791f9", 30)}
        {Line("56506854-89d6-46a3-9804-b7fde90791f9", 20)}
        {Line("56506854-89d6-46a3-9804-b7fde90791f9", 10)}
        {Line("00000000-89d6-46a3-9804-b7fde90791f9", 10)}
        """;

    private static string Line(string guid, int minutesAgo) => $"\"{DateTime.UtcNow.AddMinutes(-minutesAgo):yyyy-MM-ddTHH:mm:ssZ}\",\"x\",\"T1059\",\"\",\"Invented test\",\"host-a\",\"10.0.0.1\",\"ada\",\"{guid}\",\"1\",\"0\"";

    private static async Task FineAsync(Visit visit)
    {
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
    }
}
