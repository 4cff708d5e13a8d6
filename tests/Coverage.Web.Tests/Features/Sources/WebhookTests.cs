using System.Diagnostics;
using System.Net;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.GitHub;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Webhooks;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Web.Features.Sources;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>What a push that GitHub delivers does, and what nobody else can.</summary>
public sealed class WebhookTests
{
    private const string Secret = "canary-webhook-secret-1";
    private static readonly Person Admin = new("Ada", Role.Admin);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_of_the_followed_branch_syncs_the_source_once()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var repository = Repository(server);
        var push = WebhookDelivery.Push(repository, Secret);

        using var taken = await SendAsync(app, push);
        await RunningAsync(app);
        var runs = Runs(app);
        using var again = await SendAsync(app, push);
        using var renumbered = await SendAsync(app, push.Renumbered());
        using var model = app.Services.GetRequiredService<SqliteDatabase>().Model();
        Assert.Single(model.Audit.Where(entry => entry.Action == "receive webhook"));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.Conflict], new[] { taken, again, renumbered }.Select(answer => answer.StatusCode));
        Assert.Equal(("webhook", "webhook"), (Assert.Single(runs).Trigger, runs[0].Who));
        Assert.Single(Runs(app));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_secret_of_the_source_is_refused_and_nothing_is_asked()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var repository = Repository(server);

        WebhookDelivery[] forged =
        [
            WebhookDelivery.Push(repository, null), WebhookDelivery.Push(repository, "another-secret-of-theirs"), WebhookDelivery.Push(repository, Secret).Tampered(),
            WebhookDelivery.Push(repository, Secret) with { Signature = "sha256=zz" }, WebhookDelivery.Push(repository, Secret) with { Signature = "sha1=00" },
        ];
        foreach (var delivery in forged)
        {
            using var answer = await SendAsync(app, delivery);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var elsewhere = await SendAsync(app, WebhookDelivery.Push(repository, Secret), "sigma");
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        Assert.Empty(Runs(app));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_is_right_and_of_something_else_is_no_reason_to_sync()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var repository = Repository(server);
        repository.Commit("On another branch", new Files { ["rules/b.yml"] = Rule(2) }, branch: "other");
        var other = server.AddRepository("acme/other");
        other.Commit("First", new Files { ["rules/a.yml"] = Rule(1) });

        foreach (var delivery in new[] { WebhookDelivery.Ping(repository, Secret), WebhookDelivery.Push(repository, Secret, "other"), WebhookDelivery.Push(other, Secret) })
        {
            using var answer = await SendAsync(app, delivery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Empty(Runs(app));
    }

    [Fact]
    public async Task A_push_after_a_rename_is_known_once_a_sync_has_heard_of_it()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var repository = Repository(server);
        using var before = await SendAsync(app, WebhookDelivery.Push(repository, Secret));
        await RunningAsync(app);
        repository.Rename("acme/renamed");
        await app.Services.GetRequiredService<SyncJobs>().Start(new SyncRequest { Source = "acme", Trigger = SyncRequest.ByPerson }, Admin).Done.WaitAsync(Patience.NoHang, Token);
        repository.Commit("After it", new Files { ["rules/b.yml"] = Rule(2) });
        var taken = server.AddRepository("acme/rules");
        taken.Commit("Somebody else's", new Files { ["rules/a.yml"] = Rule(1) });

        using var renamed = await SendAsync(app, WebhookDelivery.Push(repository, Secret));
        using var stranger = await SendAsync(app, WebhookDelivery.Push(taken, Secret));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.OK], new[] { before, renamed, stranger }.Select(answer => answer.StatusCode));
        await RunningAsync(app);
    }

    [Fact]
    public async Task A_push_during_a_sync_is_looked_after_once_that_has_ended_and_none_moves_a_paused_source()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var repository = Repository(server);
        using var asked = new ManualResetEventSlim();
        server.Faults.On("GET", "/**", 1, Fault.Before(() => asked.Wait(Patience.NoHang)));
        var running = app.Services.GetRequiredService<SyncJobs>().Start(new SyncRequest { Source = "acme", Trigger = SyncRequest.ByPerson }, Admin);

        using var during = await SendAsync(app, WebhookDelivery.Push(repository, Secret));
        using var forced = await SendAsync(app, WebhookDelivery.Push(repository, Secret, forced: true));
        asked.Set();
        await running.Done.WaitAsync(Patience.NoHang, Token);
        for (var waited = Stopwatch.StartNew(); Runs(app).Count < 2 && waited.Elapsed < Patience.NoHang; await Task.Delay(50, Token))
        {
        }

        app.Services.GetRequiredService<SourceSettings>().Pause("acme", true, Admin);
        repository.Commit("Second", new Files { ["rules/b.yml"] = Make.Rule(2) });
        using var paused = await SendAsync(app, WebhookDelivery.Push(repository, Secret));
        await RunningAsync(app);

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.OK], new[] { during, paused }.Select(answer => answer.StatusCode));
        Assert.Equal(["person", "webhook"], Runs(app).Select(run => run.Trigger));
    }

    [Fact]
    public async Task The_secret_is_an_administrators_to_enter_and_is_never_shown_again()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server, secret: null);
        using var admin = await app.SignInAsync(Role.Admin);
        using var engineer = await app.SignInAsync(Role.Engineer);
        var fields = await RunningApp.FormAsync(admin, "/sources/acme");

        fields["secret"] = "short";
        using var tooShort = await admin.PostAsync(new Uri("/sources/acme/webhook", UriKind.Relative), new FormUrlEncodedContent(fields), Token);
        fields["secret"] = Secret;
        using var entered = await admin.PostAsync(new Uri("/sources/acme/webhook", UriKind.Relative), new FormUrlEncodedContent(fields), Token);
        using var refused = await engineer.PostAsync(new Uri("/sources/acme/webhook", UriKind.Relative), new FormUrlEncodedContent(fields), Token);

        Assert.Equal([409, 303, 403], new[] { tooShort, entered, refused }.Select(answer => (int)answer.StatusCode));
        Assert.DoesNotContain(Secret, await admin.GetStringAsync(new Uri("/sources/acme", UriKind.Relative), Token), StringComparison.Ordinal);
        using var model = app.Services.GetRequiredService<SqliteDatabase>().Model();
        Assert.DoesNotContain(Secret, (await model.Webhooks.SingleAsync(Token)).Secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_does_not_follow_the_source_to_another_repository()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var sources = app.Services.GetRequiredService<SourceSettings>();
        var settings = sources.Find("acme")!;

        settings.Priority = 7;
        sources.Edit(settings, null, Admin);
        var kept = app.Services.GetRequiredService<Webhooks>().IsSet("acme");
        settings = sources.Find("acme")!;
        settings.Repository = "acme/other";
        sources.Edit(settings, null, Admin);

        Assert.Equal((true, false), (kept, app.Services.GetRequiredService<Webhooks>().IsSet("acme")));
    }

    [Fact]
    public async Task A_delivery_that_is_too_large_is_not_read()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);

        using var client = Patient(app);
        using var answer = await SendAsync(client, new ByteArrayContent(new byte[WebhookEndpoints.LargestBytes + 1]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task More_deliveries_at_once_than_can_wait_are_sent_away_and_the_others_are_read()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: Token);
        await using var app = await StartAsync(server);
        var go = new TaskCompletionSource();
        const int Taken = WebhookEndpoints.AtOnce + WebhookEndpoints.Waiting;
        using var client = Patient(app);
        var sent = Enumerable.Range(0, Taken + 5).Select(_ => SendAsync(client, new HeldContent(go.Task))).ToList();
        try
        {
            for (var i = 0; i < 5; i++)
            {
                var answered = await Task.WhenAny(sent).WaitAsync(Patience.NoHang, Token);
                using var away = await answered;
                Assert.Equal(HttpStatusCode.TooManyRequests, away.StatusCode);
                sent.Remove(answered);
            }

            Assert.DoesNotContain(sent, answer => answer.IsCompleted);
        }
        finally
        {
            go.SetResult();
        }

        foreach (var answer in await Task.WhenAll(sent).WaitAsync(Patience.NoHang, Token))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            answer.Dispose();
        }
    }

    private static string Rule(int number) => Make.Rule(number);

    private static HostedRepository Repository(GitHubServer server)
    {
        var repository = server.AddRepository("acme/rules");
        repository.Commit("First", new Files { ["rules/a.yml"] = Rule(1) });
        return repository;
    }

    private static async Task<RunningApp> StartAsync(GitHubServer server, string? secret = Secret)
    {
        var options = new SyncOptions { Scheduled = false, GitHub = server.ApiUri, Hosts = [server.CodeloadUri.GetLeftPart(UriPartial.Authority)] };
        var app = await RunningApp.StartAsync(services: own => own.AddSingleton(options).Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinRequestBodyDataRate = null)); // Some bodies here take their time.
        app.Services.GetRequiredService<SourceSettings>().Add(
            new SourceSettingsRow { Name = "acme", Kind = Catalog.SourceKind.Sigma, Place = SourcePlace.GitHub, Repository = "acme/rules", RefKind = nameof(GitHubRefKind.DefaultBranch) }, GitHubCredential.None, Admin);
        if (secret is not null) app.Services.GetRequiredService<Webhooks>().Set("acme", secret, Admin);
        return app;
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningApp app, WebhookDelivery delivery, string source = "acme")
    {
        using var request = delivery.ToRequest(new Uri(app.Client.BaseAddress!, $"/hooks/github/{source}"));
        return await app.Client.SendAsync(request, Token);
    }

    private static async Task RunningAsync(RunningApp app)
    {
        foreach (var job in app.Services.GetRequiredService<SyncJobs>().Running) await job.Done.WaitAsync(Patience.NoHang, Token);
    }

    private static List<SyncRunRow> Runs(RunningApp app)
    {
        using var model = app.Services.GetRequiredService<SqliteDatabase>().Model();
        return [.. model.SyncRuns.Where(run => run.Source == "acme")];
    }

    /// <summary>A browser that sends no body before the server has asked for it, however long that takes.</summary>
    private static HttpClient Patient(RunningApp app) => new(new SocketsHttpHandler { UseProxy = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(5) }) { BaseAddress = app.Address };

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hooks/github/acme", UriKind.Relative)) { Content = body };
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request, Token);
    }

    /// <summary>A body whose end is long in coming.</summary>
    private sealed class HeldContent(Task go) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{"u8.ToArray(), Token);
            await stream.FlushAsync(Token);
            await go;
            await stream.WriteAsync("}"u8.ToArray(), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
