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
public sealed class Site : IAsyncLifetime
{
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
        app = WebServer.Build(new ServeOptions { DataFolder = folder.Path, Url = "http://127.0.0.1:0" }, services: own => own.AddSingleton(Sync));
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens a page of it as a new visitor, with nothing in the cache.</summary>
    internal async Task<Visit> OpenAsync(Chromium chromium, string path, Look look = Look.Light, bool script = true)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = look == Look.Phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
            ColorScheme = look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(30_000);
        return await Visit.StartAsync(context, path);
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
        if (app is not null) await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private sealed class Held(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
    {
        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}
