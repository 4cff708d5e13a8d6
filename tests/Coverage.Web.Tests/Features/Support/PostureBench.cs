using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Views.Scores;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Support;

/// <summary>
/// An app with a few techniques and what a person does on its pages. T1001 has a rule and two tests, T1002 two rules of
/// their own, T1003 nothing; the group G0001 uses T1001 and T1003, G0002 uses T1002, the software S0001 uses T1003.
/// </summary>
internal sealed partial class PostureBench : IAsyncDisposable
{
    private readonly TempFolder folder = new();

    private PostureBench(RunningApp app, HttpClient engineer) => (App, Engineer) = (app, engineer);

    public RunningApp App { get; }

    /// <summary>A browser in which an engineer is signed in.</summary>
    public HttpClient Engineer { get; }

    public PostureView View => App.Services.GetRequiredService<PostureViews>().Current;

    /// <summary>Records edits as somebody else.</summary>
    public void Record(params PostureEdit[] edits) => App.Services.GetRequiredService<PostureRecorder>().Record(new Person("Grace", Role.Engineer), new PostureStep("Recorded", [.. edits]));

    public EnvironmentPosture Default => View.Posture.Environments["default"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PostureBench> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        var bench = new PostureBench(app, await app.SignInAsync());
        var bundle = new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1001", "T1002", "T1003")
            .Object("intrusion-set", "G0001", new() { ["name"] = "First group" }).Object("intrusion-set", "G0002", new() { ["name"] = "Second group" })
            .Object("malware", "S0001", new() { ["name"] = "Some tool" })
            .Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001").Relate("uses", "intrusion-set--G0001", "attack-pattern--T1003")
            .Relate("uses", "intrusion-set--G0002", "attack-pattern--T1002").Relate("uses", "malware--S0001", "attack-pattern--T1003");
        bench.Import("enterprise-attack.json", bundle.Json());
        bench.Import("rules/a.yml", Make.Rule(1, "attack.t1001"), "rules");
        bench.Import("more/b.yml", Make.Rule(2, "attack.t1002"), "more");
        bench.Import("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 11, 12), "atomics");
        bench.Refresh();
        return bench;
    }

    /// <summary>The text of a page, as a browser shows it.</summary>
    public static async Task<string> TextAsync(HttpClient client, string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
        return WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(page, " "), " "));
    }

    /// <summary>The markup of a page.</summary>
    public static Task<string> PageAsync(HttpClient client, string path) => client.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    /// <summary>The addresses of a page's buttons that contain a word.</summary>
    public async Task<string[]> ButtonsAsync(string path, string word) =>
        [.. FormAction().Matches(await PageAsync(Engineer, path)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(url => url.Contains(word, StringComparison.Ordinal))];

    /// <summary>Sends a form as the engineer, with the token of a page; what becomes of it.</summary>
    public async Task<Answer> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var token = (await RunningApp.FormAsync(Engineer, page))["__RequestVerificationToken"];
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await SendAsync(path, form);
    }

    /// <summary>The same with a file.</summary>
    public async Task<Answer> UploadAsync(string path, string page, string file, string content, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent((await RunningApp.FormAsync(Engineer, page))["__RequestVerificationToken"]), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), file, "layer.json");
        return await SendAsync(path, form);
    }

    /// <summary>Imports a file, or the folder that it is written into.</summary>
    public void Import(string path, string content, string? part = null)
    {
        var full = folder.Write(path, Encoding.UTF8.GetBytes(content));
        App.ImportFromOutside(part is null ? full : Path.Combine(folder.Path, part), part == "more" ? "more" : null);
    }

    /// <summary>Lets the app see what was imported.</summary>
    public void Refresh()
    {
        _ = App.View;
        App.Services.GetRequiredService<PostureViews>().Refresh();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        folder.Dispose();
    }

    private async Task<Answer> SendAsync(string path, HttpContent form)
    {
        using var answer = await Engineer.PostAsync(new Uri(path, UriKind.Relative), form, Token);
        return new Answer((int)answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token)));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("formaction=\"([^\"]*)\"")]
    private static partial Regex FormAction();

    /// <summary>What became of a form.</summary>
    internal sealed record Answer(int Status, string Location, string Text);
}
