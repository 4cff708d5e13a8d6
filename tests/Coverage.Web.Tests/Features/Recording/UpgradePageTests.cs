using System.Net;
using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Posture;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>What a release of ATT&amp;CK leaves open is decided on a page.</summary>
public sealed class UpgradePageTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task An_entry_of_a_revoked_technique_is_carried_and_one_of_a_retired_one_waits()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        await ExceptAsync(engineer, "T1059");
        await ExceptAsync(engineer, "T1059.001");
        var release = new Bundle("20.0").Tactic("TA0002", "execution").Techniques("T1700").Revoked("T1059", "T1700").Technique("T1059.001", deprecated: true).File();
        bench.App.ImportFromOutside(folder.Write(release.Path, Encoding.UTF8.GetBytes(release.Content)));
        _ = bench.App.View;

        var text = await RecordingBench.TextAsync(engineer, "/upgrade");
        Assert.Contains("T1059 → T1700", text, StringComparison.Ordinal);
        Assert.Contains("T1059.001 is deprecated", text, StringComparison.Ordinal);
        using var carried = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/carry");
        Assert.Equal(HttpStatusCode.SeeOther, carried.StatusCode);
        Assert.Equal(["T1059.001", "T1700"], bench.View.Posture.Exceptions.Keys.Select(key => key.Technique).Order());

        using var nowhere = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/settle", ("entry", "Exception//T1059.001/T1059.001"), ("act", "move"), ("to", "T9999"));
        Assert.Contains("no live technique", await RecordingBench.ProblemAsync(nowhere), StringComparison.Ordinal);
        using var removed = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/settle", ("entry", "Exception//T1059.001/T1059.001"), ("act", "drop"));
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Equal("T1700", Assert.Single(bench.View.Posture.Exceptions).Key.Technique);
    }

    [Fact]
    public async Task A_reader_sees_what_waits_without_forms()
    {
        await using var bench = await RecordingBench.StartAsync();
        var page = await bench.App.Client.GetStringAsync(new Uri("/upgrade", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("Every entry names a technique", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form class=\"rec\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_release_of_attack_is_not_rehearsed()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        Assert.Equal(HttpStatusCode.SeeOther, await UploadAsync(engineer, "rule.yml", Make.Rule(1, "attack.t1059")));
        var text = await RehearsedAsync(engineer);

        Assert.DoesNotContain("only because the map does", text, StringComparison.Ordinal);
        Assert.Contains("there is nothing of", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_rehearsed_by_upload_with_what_becomes_of_entries_and_scores_and_changes_nothing()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        await ExceptAsync(engineer, "T1059");
        await ExceptAsync(engineer, "T1059.001");
        using var deployed = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        var before = bench.View;
        var release = new Bundle("20.0").Tactic("TA0002", "execution").Techniques("T1700").Revoked("T1059", "T1700").Technique("T1059.001", deprecated: true).File();

        Assert.Equal(HttpStatusCode.SeeOther, await UploadAsync(engineer, release.Path, release.Content));
        var text = await RehearsedAsync(engineer);

        Assert.Contains("Enterprise ATT&CK 19.1 → Enterprise ATT&CK 20.0", text, StringComparison.Ordinal);
        Assert.Contains("0 entries unchanged, 1 carried along, 1 waiting for a decision", text, StringComparison.Ordinal);
        Assert.Matches("T1059 .*carried along .*T1059.001 .*waits: nothing succeeds", text);
        Assert.Matches("techniques? whose Coverage moves only because the map does .*T1059.001 .* 40.0 –", text);
        Assert.Matches("1 technique new T1700 .*1 technique revoked T1059 .*revoked-by T1700 .*1 technique deprecated T1059.001 .*3 rules and 1 test name it: retired ", text);
        Assert.Contains("\"revoked, changed\",T1059,", await engineer.GetStringAsync(new Uri("/upgrade/rehearsed/techniques.csv", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((before.Catalogue.Generation, before.EditId), (bench.View.Catalogue.Generation, bench.View.EditId));
        Assert.Empty(Directory.GetDirectories(bench.App.Folder, "rehearsal-*"));
        Assert.Empty(Directory.GetFiles(Path.Combine(bench.App.Folder, "uploads")));
    }

    [Fact]
    public async Task The_newest_release_of_a_source_is_fetched_and_rehearsed_though_the_source_stays_with_an_older_one()
    {
        await using var server = await GitHubServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var repository = server.AddRepository("acme/attack");
        var releases = new Files { Whole = true };
        foreach (var version in new[] { "19.1", "20.0" }) releases[$"enterprise-attack/enterprise-attack-{version}.json"] = new Bundle(version).Tactic("TA0002", "execution").Techniques("T1059").Json();
        repository.Commit("Releases", releases);
        await using var bench = await RecordingBench.StartAsync(services: own => own.AddSingleton(new SyncOptions { Scheduled = false, GitHub = server.ApiUri, Hosts = [server.CodeloadUri.GetLeftPart(UriPartial.Authority)] }));
        bench.App.Services.GetRequiredService<SourceSettings>().Add(
            new SourceSettingsRow { Name = "ours", Kind = SourceKind.Attack, Domain = AttackDomain.Enterprise, Place = SourcePlace.GitHub, Repository = "acme/attack", RefKind = nameof(GitHubRefKind.DefaultBranch), Release = "19.1" },
            GitHubCredential.None,
            new Person("test", Role.Admin));
        using var engineer = await bench.App.SignInAsync();

        using var started = await SendAsync(engineer, "/upgrade", source: "ours");
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var text = await RehearsedAsync(engineer);
        using var unknown = await SendAsync(engineer, "/upgrade", source: "sigma");
        using var both = await SendAsync(engineer, "/upgrade", "a.json", "ours");

        Assert.Contains("Enterprise ATT&CK 19.1 → Enterprise ATT&CK 20.0", text, StringComparison.Ordinal);
        Assert.Contains("the newest of ours, rehearsed by Ada", text, StringComparison.Ordinal);
        Assert.Contains("'sigma' is no source of Attack that is fetched from anywhere. These are: ", await RecordingBench.ProblemAsync(unknown), StringComparison.Ordinal);
        Assert.Equal("Choose one: a file, a source or a path.", await RecordingBench.ProblemAsync(both));
        Assert.Contains("Enterprise ATT&CK 20.0", await RehearsedAsync(engineer), StringComparison.Ordinal);
        Assert.Equal(("19.1", "19.1"), (bench.App.Services.GetRequiredService<SourceSettings>().Find("ours")!.Release, Assert.Single(bench.View.Catalogue.Sources, source => source.Kind == SourceKind.Attack).Version));
    }

    [Fact]
    public async Task What_cannot_be_rehearsed_is_said_and_a_path_on_the_server_takes_an_administrator()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin, "Root");
        using var viewer = await bench.App.SignInAsync(Role.Viewer, "Vic");
        var release = new Bundle("20.0").Techniques("T1700").File();
        var path = folder.Write(release.Path, Encoding.UTF8.GetBytes(release.Content));

        using var nothing = await SendAsync(engineer, "/upgrade");
        using var engineers = await SendAsync(engineer, "/upgrade", path);
        Assert.Contains("No file was chosen", await RecordingBench.ProblemAsync(nothing), StringComparison.Ordinal);
        Assert.Contains("takes an administrator", await RecordingBench.ProblemAsync(engineers), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await UploadAsync(engineer, "enterprise-attack.json", "{\"nothing\":1}"));
        Assert.DoesNotContain("unchanged,", await RehearsedAsync(engineer), StringComparison.Ordinal);
        Assert.DoesNotContain("Rehearse a release", await RecordingBench.TextAsync(viewer, "/upgrade"), StringComparison.Ordinal);
        using var viewers = await SendAsync(viewer, "/changes", path);
        Assert.Equal(HttpStatusCode.Forbidden, viewers.StatusCode);
        using var admins = await SendAsync(admin, "/upgrade", path);
        Assert.Equal(HttpStatusCode.SeeOther, admins.StatusCode);
        Assert.Contains("Enterprise ATT&CK 20.0", await RehearsedAsync(admin), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<HttpStatusCode> UploadAsync(HttpClient client, string name, string content)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in await RunningApp.FormAsync(client, "/upgrade")) form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name);
        using var answer = await client.PostAsync(new Uri("/upgrade/rehearse", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, string path = "", string source = "")
    {
        using var form = new MultipartFormDataContent { { new StringContent(path), "path" }, { new StringContent(source), "source" } };
        foreach (var (field, value) in await RunningApp.FormAsync(client, page)) form.Add(new StringContent(value), field);
        return await client.PostAsync(new Uri("/upgrade/rehearse", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    /// <summary>The page, once the rehearsal has ended.</summary>
    private static async Task<string> RehearsedAsync(HttpClient client)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience.NoHang);
        string text;
        while ((text = await RecordingBench.TextAsync(client, "/upgrade")).Contains("Look again", StringComparison.Ordinal)) await Task.Delay(50, stop.Token);
        return text;
    }

    private static async Task ExceptAsync(HttpClient engineer, string technique)
    {
        using var answer = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/exception", ("technique", technique), ("where", ""), ("kind", nameof(ExceptionKind.RiskAccepted)), ("owner", "Ada"), ("why", "Known"), ("expiry", "2030-01-01"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
