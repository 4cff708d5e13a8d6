using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Hosting;

/// <summary>Pages hear of new data, and of the end.</summary>
public sealed class EventTests
{
    private static readonly Person Erin = new("erin", Role.Engineer);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_process_imports_is_told_to_open_pages()
    {
        await using var app = await RunningApp.StartAsync();
        using var events = await OpenAsync(app);
        var before = app.Services.GetRequiredService<CoverageViews>().Current;
        Assert.Equal($"event: view|data: {{\"version\":\"{Version(app)}\"}}|", await NextAsync(events));
        var rule = Path.Combine(app.Folder, "rule.yml");
        await File.WriteAllTextAsync(
            rule,
            """
            title: Scripting
            id: 0f06a3a5-6a09-413f-8743-e6cf35561297
            logsource: { category: process_creation, product: windows }
            detection: { selection: { Image: x.exe }, condition: selection }
            tags: [attack.t1059]
            """,
            Token);
        app.ImportFromOutside(rule, "acme");

        var told = await NextAsync(events);
        Assert.Equal($"event: view|data: {{\"version\":\"{Version(app)}\"}}|", told);
        Assert.StartsWith($"{before.Generation + 1}.0.", Version(app), StringComparison.Ordinal);
        Assert.Equal("Scripting", Assert.Single(app.Services.GetRequiredService<CoverageViews>().Current.Rules).Title);
    }

    [Fact]
    public async Task What_is_recorded_here_or_in_another_process_is_told_to_open_pages()
    {
        await using var app = await RunningApp.StartAsync();
        using var events = await OpenAsync(app);
        await NextAsync(events);
        var (ledger, database, views) = (app.Services.GetRequiredService<Ledger>(), app.Services.GetRequiredService<SqliteDatabase>(), new PostureViews(app.Services.GetRequiredService<SqliteDatabase>(), new CoverageViews(app.Services.GetRequiredService<SqliteDatabase>()), TimeProvider.System));
        PostureStep Step(string name) => new(name, [new PutEnvironment(new CoverageEnvironment(name, name, ["Windows"]))]);

        app.Services.GetRequiredService<PostureRecorder>().Record(Erin, Step("here"));
        Assert.Contains(".1.", await NextAsync(events), StringComparison.Ordinal);
        new PostureRecorder(ledger, database, views, TimeProvider.System).Record(Erin, Step("there"));
        Assert.Contains(".2.", await NextAsync(events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_cannot_be_built_stops_nothing_and_the_next_one_shows()
    {
        await using var app = await RunningApp.StartAsync();
        var before = app.View.Generation;
        Execute(app, "ALTER TABLE Diagnostics RENAME TO Gone; UPDATE Generation SET Number = Number + 1");
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);

        Assert.Equal("ok", await app.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));
        Assert.Equal(before, app.Services.GetRequiredService<CoverageViews>().Current.Generation);
        Execute(app, "ALTER TABLE Gone RENAME TO Diagnostics");
        var views = app.Services.GetRequiredService<CoverageViews>();
        var clock = Stopwatch.StartNew();
        while (views.Current.Generation == before && clock.Elapsed < Patience.NoHang) await Task.Delay(100, Token);

        Assert.Equal(before + 1, views.Current.Generation);
    }

    [Fact]
    public async Task A_stream_is_neither_compressed_nor_kept()
    {
        await using var app = await RunningApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events") { Headers = { AcceptEncoding = { new("br") } } };

        using var answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task There_are_at_most_200_streams_and_a_closed_one_makes_room()
    {
        await using var app = await RunningApp.StartAsync();
        var open = new List<StreamReader>();
        for (var stream = 0; stream < EventStreams.Most; stream++) open.Add(await OpenAsync(app));

        using (var refused = await app.Client.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        open[0].Dispose();
        var status = HttpStatusCode.ServiceUnavailable;
        for (var attempt = 0; attempt < 400 && status != HttpStatusCode.OK; attempt++)
        {
            await Task.Delay(50, Token);
            using var answer = await app.Client.GetAsync(new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, status);
        open.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task The_app_stops_without_waiting_for_what_is_open()
    {
        await using var app = await RunningApp.StartAsync();
        using var events = await OpenAsync(app);
        using var circuit = new ClientWebSocket();
        await circuit.ConnectAsync(new Uri($"ws://127.0.0.1:{app.Address.Port}/_blazor"), Token);
        await circuit.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, Token);
        await NextAsync(events);
        var clock = Stopwatch.StartNew();

        await app.StopAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience.NoHang / 2);
        Assert.Null(await events.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Streams_and_circuits_outlive_the_time_that_a_request_has()
    {
        await using var app = await RunningApp.StartAsync(
            map: own => own.MapGet("/slow", (CancellationToken end) => Task.Delay(TimeSpan.FromSeconds(30), end)).RequireAuthorization(Policies.Read),
            services: own => own.PostConfigure<RequestTimeoutOptions>(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(300), TimeoutStatusCode = 503 }));
        using var events = await OpenAsync(app);
        using var circuit = new ClientWebSocket();
        await circuit.ConnectAsync(new Uri($"ws://127.0.0.1:{app.Address.Port}/_blazor"), Token);
        await circuit.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, Token);
        var answer = await circuit.ReceiveAsync(new byte[100], Token);
        await NextAsync(events);

        using var slow = await app.Client.GetAsync(new Uri("/slow", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, slow.StatusCode);
        Assert.NotEqual(WebSocketMessageType.Close, answer.MessageType);
        var next = circuit.ReceiveAsync(new byte[100], Token);
        var line = events.ReadLineAsync(Token).AsTask();
        Assert.NotSame(next, await Task.WhenAny(next, line, Task.Delay(700, Token)));
        Assert.False(line.IsCompleted);
        Assert.Equal(WebSocketState.Open, circuit.State);
    }

    private static void Execute(RunningApp app, string sql)
    {
        using var connection = app.Services.GetRequiredService<SqliteDatabase>().Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task<StreamReader> OpenAsync(RunningApp app)
    {
        return new StreamReader(await app.Client.GetStreamAsync(new Uri("/events", UriKind.Relative), Token));
    }

    /// <summary>The lines up to the next empty one.</summary>
    private static async Task<string> NextAsync(StreamReader events)
    {
        var text = "";
        while (await events.ReadLineAsync(Token).AsTask().WaitAsync(Patience.NoHang, Token) is { } line)
        {
            text += line + "|";
            if (line.Length == 0) break;
        }

        return text.Length > 1 ? text[..^1] : text;
    }

    private static string Version(RunningApp app) => app.Services.GetRequiredService<PostureViews>().Current.Version;
}
