using System.Net;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Tests.Support;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(Site))]

namespace Coverage.Browser.Tests.Support;

/// <summary>The real app over the seed data, on a free port of 127.0.0.1. Tests that only read share one.</summary>
public sealed partial class Site : IAsyncLifetime
{
    /// <summary>A database with the seed data, read once for all sites: that takes longer than the rest of a start.</summary>
    private static readonly Lazy<byte[]> Seeded = new(Seed);

    private readonly TempFolder folder = new();
    private WebApplication? app;

    /// <summary>What it says about its syncs; by default they are not scheduled, and there is nobody to ask.</summary>
    internal SyncOptions Sync { get; init; } = new() { Scheduled = false, GitHub = new Uri("http://127.0.0.1:1/") };

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => App.Services.GetRequiredService<ServerAddress>().Value;

    private WebApplication App => app ?? throw new InvalidOperationException("It has not been started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        folder.Write("coverage.db", Seeded.Value);
        app = WebServer.Build(new ServeOptions { DataFolder = folder.Path, Url = "http://127.0.0.1:0" }, services: own => own.AddSingleton(Sync));
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a page of it as a new visitor, with nothing in the cache.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="path">Path and query of the page.</param>
    /// <param name="look">How it is looked at.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="role">What the visitor is signed in as, called Ada; null for a stranger.</param>
    internal async Task<Visit> OpenAsync(Chromium chromium, string path, Look look = Look.Light, bool script = true, Role? role = null)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address, JavaScriptEnabled = script });
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        if (role is { } known) await SignInAsync(context, known);
        return await Visit.StartAsync(context, path, look);
    }

    /// <summary>The path of a link that signs somebody in.</summary>
    internal string SignInPath(string name, Role role) => $"/sign-in?t={App.Services.GetRequiredService<OperatorLinks>().Create(new Person("test", Role.Admin), name, role)}";

    /// <summary>Sets up a source of rules.</summary>
    internal void AddSource(string name, string repository) => App.Services.GetRequiredService<SourceSettings>().Add(
        new SourceSettingsRow { Name = name, Kind = Catalog.SourceKind.Sigma, Place = SourcePlace.GitHub, Repository = repository, RefKind = "DefaultBranch" },
        Coverage.Sources.GitHub.GitHubCredential.None,
        new Person("test", Role.Admin));

    /// <summary>Records as a colleague would, at another desk.</summary>
    internal void Record(string title, params PostureEdit[] edits) => App.Services.GetRequiredService<PostureRecorder>().Record(new Person("colleague", Role.Engineer), new PostureStep(title, edits));

    /// <summary>Keeps a file where the server can read it.</summary>
    internal string Keep(string name, byte[] content) => folder.Write(name, content);

    /// <summary>Imports as another process would: over a database object of its own.</summary>
    internal void ImportFromOutside(string name, byte[] content, string source)
    {
        var path = folder.Write(name, content);
        var database = new SqliteDatabase(folder.Path);
        new ImportRunner(database, new Ledger(database, TimeProvider.System)).Run(
            new ImportRequest { Inputs = [() => SourceTrees.Open(path)], Source = source },
            new Person("import", Role.Engineer),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>A pack that another installation made of a source, and the fingerprint of who signed it.</summary>
    internal static (byte[] Pack, string Signer) PackElsewhere(byte[] content, string source)
    {
        using var elsewhere = new TempFolder();
        var path = elsewhere.Write("packed.zip", content);
        var database = new SqliteDatabase(elsewhere.Path);
        database.Prepare();
        new ImportRunner(database, new Ledger(database, TimeProvider.System)).Run(
            new ImportRequest { Inputs = [() => SourceTrees.Open(path)], Source = source },
            new Person("import", Role.Engineer),
            cancellationToken: TestContext.Current.CancellationToken);
        var pack = new MemoryStream();
        var written = new PackWriter(database, TimeProvider.System).Write(pack, new Person("pack", Role.Admin), null, null, TestContext.Current.CancellationToken);
        return (pack.ToArray(), written.Signer);
    }

    /// <summary>Holds the database's one right to write, as a long import of another process would, until it is disposed.</summary>
    internal IDisposable HoldWriting()
    {
        var connection = new SqliteDatabase(folder.Path).Open();
        return new Held(connection, connection.BeginTransaction(deferred: false));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync(); // To dispose of it does not wait for what still works in the folder.
            await app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private static byte[] Seed()
    {
        using var first = new TempFolder();
        var database = new SqliteDatabase(first.Path);
        database.Prepare();
        new SeedData(database, new Ledger(database, TimeProvider.System)).Settle(Path.Combine(AppContext.BaseDirectory, "seed-data"), wanted: true);
        using (var connection = database.Open())
        using (var whole = connection.CreateCommand())
        {
            whole.CommandText = $"VACUUM INTO '{Path.Combine(first.Path, "whole.db")}'";
            whole.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
        return File.ReadAllBytes(Path.Combine(first.Path, "whole.db"));
    }

    /// <summary>Signs in with a link as a person would, but for looking at the pages on the way.</summary>
    private async Task SignInAsync(IBrowserContext context, Role role)
    {
        var link = SignInPath("Ada", role);
        var page = await (await context.APIRequest.GetAsync(link)).TextAsync();
        var form = context.APIRequest.CreateFormData();
        foreach (Match field in HiddenField().Matches(page)) form.Set(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value));
        var answer = await context.APIRequest.PostAsync("/sign-in", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal(303, answer.Status);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();

    private sealed class Held(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
    {
        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}
