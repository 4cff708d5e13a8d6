using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Views.Scores;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>An app with a technique, some rules and a test of it, and what a person records of them.</summary>
internal sealed partial class RecordingBench(RunningApp app) : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    public RunningApp App => app;

    public PostureView View => app.Services.GetRequiredService<PostureViews>().Refresh();

    public EnvironmentPosture Inside => View.Posture.Environments["default"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RecordingBench> StartAsync(int rules = 3, Action<IServiceCollection>? services = null)
    {
        var bench = new RecordingBench(await RunningApp.StartAsync(services: services));
        var bundle = new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1059").Technique("T1059.001").File();
        bench.App.ImportFromOutside(bench.folder.Write(bundle.Path, Encoding.UTF8.GetBytes(bundle.Content)));
        bench.Write(rules, "first");
        var atomics = bench.folder.Write("art/atomics/T1059.001/T1059.001.yaml", Encoding.UTF8.GetBytes(Make.Atomics("T1059.001", 1)));
        bench.App.ImportFromOutside(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(atomics)))!);
        _ = bench.App.View;
        return bench;
    }

    /// <summary>Has the source publish rules, all with a content of their own.</summary>
    public void Write(int rules, string content)
    {
        for (var rule = 0; rule < rules; rule++)
        {
            folder.Write($"sigma/rules/rule-{rule}.yml", Encoding.UTF8.GetBytes($$"""
                title: Rule {{rule}}
                id: {{Id(rule)}}
                level: {{(rule % 2 == 0 ? "high" : "low")}}
                description: {{content}}
                tags: [attack.t1059.001]
                logsource: { category: process_creation, product: windows }
                detection: { selection: { Image: invented.exe }, condition: selection }
                """));
        }

        app.ImportFromOutside(Path.Combine(folder.Path, "sigma"));
        _ = app.View;
    }

    /// <summary>Has the source publish a rule no longer, from the next writing on.</summary>
    public void Delete(int rule) => File.Delete(Path.Combine(folder.Path, "sigma", "rules", $"rule-{rule}.yml"));

    public static string Id(int rule) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{rule:000000000000}");

    public static string Item(int rule) => $"sigma:{Id(rule)}";

    public Deployment? Deployment(int rule) => Inside.Deployments.GetValueOrDefault(new ItemKey("sigma", Id(rule)));

    /// <summary>The text of a page, as a browser shows it.</summary>
    public static async Task<string> TextAsync(HttpClient client, string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
        return WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(page, " "), " "));
    }

    /// <summary>Sends a form of a page: its hidden fields, and these.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, string act, params (string Name, string Value)[] more)
    {
        var fields = await RunningApp.FormAsync(client, page);
        return await SendAsync(client, fields, act, more);
    }

    /// <summary>Sends a form that was opened before.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, Dictionary<string, string> fields, string act, params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(fields);
        foreach (var (name, value) in more) all[name] = value;
        return await client.PostAsync(new Uri(act, UriKind.Relative), new FormUrlEncodedContent(all), Token);
    }

    /// <summary>Why an answer says that nothing was recorded.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return WebUtility.HtmlDecode(Problem().Match(await answer.Content.ReadAsStringAsync(Token)).Groups[1].Value);
    }

    /// <summary>Sends what was refused once more, by the form that the refusal offers.</summary>
    public static async Task<HttpResponseMessage> AgainAsync(HttpClient client, HttpResponseMessage refused)
    {
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Token);
        var action = Assert.Single(Action().Matches(page)).Groups[1].Value;
        var fields = Hidden().Matches(page).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));
        return await client.PostAsync(new Uri(WebUtility.HtmlDecode(action), UriKind.Relative), new FormUrlEncodedContent(fields), Token);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex("""<form method="post" action="([^"]*)" data-act>""")]
    private static partial Regex Action();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("""<p id="problem">(.*?)</p>""")]
    private static partial Regex Problem();
}
