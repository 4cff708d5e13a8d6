using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>A credential goes in by the form and comes out nowhere.</summary>
public sealed partial class CanaryTests
{
    private const string Core = "7f3a9c0d5e2b8146";

    /// <summary>With what a URL, HTML and JSON write otherwise, around what none of them does.</summary>
    private const string Canary = $"canary/+&{Core}=";

    private static readonly string[] Forms =
    [
        Core, .. Enumerable.Range(0, 3).Select(shift => Convert.ToBase64String(Encoding.ASCII.GetBytes(Core[shift..(shift + 12)]))), Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Core)),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_and_a_key_that_were_entered_are_in_no_answer_no_event_no_log_and_no_file()
    {
        using var log = new ListLog();
        await using var github = await GitHub.GitHubServer.StartAsync(cancellationToken: Token);
        github.AddRepository("acme/rules").MakePrivate();
        await using var app = await RunningApp.StartAsync(
            map: own => own.Services.GetRequiredService<ILoggerFactory>().AddProvider(log),
            services: own => own.AddSingleton(new SyncOptions { Scheduled = false, GitHub = github.ApiUri }));
        using var admin = await app.SignInAsync(Role.Admin);
        var answers = new List<(string Of, string Text)>();

        // Refused, tested and stored.
        foreach (var (name, act) in new[] { ("no such name", "save"), ("with-token", "test"), ("with-token", "save") })
        {
            answers.Add(($"token {act}", await SendAsync(admin, [.. Source(name, act), ("Credential", "Token"), ("Token", Canary)])));
        }

        foreach (var (name, act) in new[] { ("no such name", "save"), ("with-app", "test"), ("with-app", "save") })
        {
            answers.Add(($"app {act}", await SendAsync(admin, [.. Source(name, act), ("Credential", "App"), ("AppId", "1"), ("Installation", "2"), ("AppKey", $"-----BEGIN RSA PRIVATE KEY-----\n{Canary}\n-----END RSA PRIVATE KEY-----")])));
        }

        var sources = app.Services.GetRequiredService<SourceSettings>();
        Assert.Equal((CredentialKind.Token, CredentialKind.App), (sources.Find("with-token")?.Credential, sources.Find("with-app")?.Credential));
        foreach (var name in new[] { "with-token", "with-app" })
        {
            var fields = await RunningApp.FormAsync(admin, $"/sources/{name}");
            foreach (var act in new[] { "test", "sync" })
            {
                using var answer = await admin.PostAsync(new Uri($"/sources/{name}/{act}", UriKind.Relative), new FormUrlEncodedContent(fields), Token);
                answers.Add(($"{act} {name}", await answer.Content.ReadAsStringAsync(Token)));
            }
        }

        var hook = await RunningApp.FormAsync(admin, "/sources/with-token");
        hook["secret"] = Canary;
        using (var entered = await admin.PostAsync(new Uri("/sources/with-token/webhook", UriKind.Relative), new FormUrlEncodedContent(hook), Token))
        {
            Assert.Equal(303, (int)entered.StatusCode);
            answers.Add(("webhook", await entered.Content.ReadAsStringAsync(Token)));
        }

        foreach (var job in app.Services.GetRequiredService<SyncJobs>().Running) await job.Done.WaitAsync(Patience.NoHang, Token);
        Assert.Equal(SyncOutcome.Failed, app.Services.GetRequiredService<SourceHealth>().Runs("with-token", 0, 1).Single().Outcome);

        foreach (var path in Paths(app))
        {
            using var answer = await admin.GetAsync(new Uri(path, UriKind.Relative), Token);
            answers.Add((path, $"{answer.Headers} {await answer.Content.ReadAsStringAsync(Token)}"));
        }

        Assert.Contains(answers, answer => answer.Of == "/sources/with-token/edit" && answer.Text.Contains("one is stored; empty keeps it", StringComparison.Ordinal));
        answers.Add(("/events", await EventsAsync(admin)));
        answers.Add(("log", string.Join('\n', log.Lines)));
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            answers.Add((file, await reader.ReadToEndAsync(Token)));
        }

        Assert.True(answers.Count > 60, $"Only {answers.Count} were looked at.");
        Assert.Empty(from answer in answers from form in Forms where answer.Text.Contains(form, StringComparison.OrdinalIgnoreCase) select $"{form} in {answer.Of}");
    }

    /// <summary>Every endpoint that answers GET, for both sources.</summary>
    private static IEnumerable<string> Paths(RunningApp app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Count == 0 || methods.HttpMethods.Contains("GET")
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern != "/events" && !pattern.StartsWith("/_", StringComparison.Ordinal) && !pattern.Contains("**", StringComparison.Ordinal)
        from name in new[] { "with-token", "with-app" }
        select Parameter().Replace(pattern, match => match.Groups[1].Value.Equals("name", StringComparison.OrdinalIgnoreCase) || match.Groups[1].Value.Equals("source", StringComparison.OrdinalIgnoreCase) ? name : "1");

    private static async Task<string> EventsAsync(HttpClient client)
    {
        using var events = new StreamReader(await client.GetStreamAsync(new Uri("/events", UriKind.Relative), Token));
        var text = new StringBuilder();
        for (var line = 0; line < 6; line++) text.AppendLine(await events.ReadLineAsync(Token).AsTask().WaitAsync(Patience.NoHang, Token));
        return text.ToString();
    }

    private static async Task<string> SendAsync(HttpClient client, (string Name, string Value)[] fields)
    {
        using var answer = await SourcesBench.SendAsync(client, "/sources/add", fields);
        return $"{answer.Headers} {await answer.Content.ReadAsStringAsync(Token)}";
    }

    private static (string Name, string Value)[] Source(string name, string act) =>
    [
        ("Do", act), ("Name", name), ("Kind", "Sigma"), ("Place", "GitHub"), ("From", "acme/rules"), ("Follow", "DefaultBranch"), ("Priority", "100"), ("Preset", ""), ("TimeZone", "UTC"), ("Jitter", "0"),
    ];

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    private sealed class ListLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
