using System.Net;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>An app with a source that comes from a folder, and what a person does on its pages.</summary>
internal sealed partial class SourcesBench(RunningApp app) : IAsyncDisposable
{
    public const string Name = "rules";

    private readonly TempFolder folder = new();

    public RunningApp App => app;

    public SourceHealth Health => app.Services.GetRequiredService<SourceHealth>();

    public SourceStatus Status => Health.All().Single(source => source.Settings.Name == Name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SourcesBench> StartAsync(int rules = 10)
    {
        var bench = new SourcesBench(await RunningApp.StartAsync());
        for (var rule = 0; rule < rules; rule++) bench.Write(rule);
        bench.App.Services.GetRequiredService<SourceSettings>().Add(
            new SourceSettingsRow { Name = Name, Kind = Catalog.SourceKind.Sigma, Place = SourcePlace.Folder, Folder = bench.folder.Path, RefKind = nameof(GitHubRefKind.DefaultBranch) },
            GitHubCredential.None,
            new Person("test", Role.Admin));
        return bench;
    }

    public void Write(int rule) => folder.Write($"rules/rule-{rule}.yml", System.Text.Encoding.UTF8.GetBytes($$"""
        title: Rule {{rule}}
        id: 00000000-0000-4000-8000-{{rule:000000000000}}
        tags: [attack.t1219]
        logsource: { category: process_creation, product: windows }
        detection: { selection: { Image: invented.exe }, condition: selection }
        """));

    public void Delete(int rule) => File.Delete(Path.Combine(folder.Path, "rules", $"rule-{rule}.yml"));

    /// <summary>The text of a page, as a browser shows it.</summary>
    public static async Task<string> TextAsync(HttpClient client, string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
        return WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(page, " "), " "));
    }

    /// <summary>Presses a button of the source's page and waits for the sync, if it starts one.</summary>
    public async Task<HttpResponseMessage> PressAsync(HttpClient client, string act, params (string Name, string Value)[] more)
    {
        var fields = await RunningApp.FormAsync(client, $"/sources/{Name}");
        foreach (var (name, value) in more) fields[name] = value;
        var answer = await client.PostAsync(new Uri($"/sources/{Name}/{act}", UriKind.Relative), new FormUrlEncodedContent(fields), Token);
        foreach (var job in app.Services.GetRequiredService<SyncJobs>().Running) await job.Done.WaitAsync(Patience.NoHang, Token);
        _ = app.View;
        return answer;
    }

    /// <summary>Sends the form of a page, its hidden fields and these.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, params (string Name, string Value)[] more)
    {
        var fields = await RunningApp.FormAsync(client, path);
        foreach (var (name, value) in more) fields[name.Contains('.', StringComparison.Ordinal) ? name : "Form." + name] = value;
        fields.Remove("back");
        return await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), Token);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
