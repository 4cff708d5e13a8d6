using System.Net;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Support;

/// <summary>
/// The real app on a free port of 127.0.0.1, over an empty database in a folder of its own, gone with it. A test imports
/// what it needs, and reads by <see cref="Client"/> or works by <see cref="SignInAsync"/>.
/// </summary>
internal sealed partial class RunningApp : IAsyncDisposable
{
    private readonly List<HttpClient> clients = [];
    private readonly WebApplication app;

    private RunningApp(WebApplication app, Clock clock, string folder)
    {
        (this.app, Clock, Folder) = (app, clock, folder);
        Address = new Uri(app.Services.GetRequiredService<ServerAddress>().Value);
        Client = NewClient();
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The app's clock.</summary>
    public Clock Clock { get; }

    /// <summary>Where the app listens.</summary>
    public Uri Address { get; }

    /// <summary>A browser that is not signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The current view, of the newest data.</summary>
    public CoverageView View => Services.GetRequiredService<CoverageViews>().Refresh();

    /// <summary>Starts an app.</summary>
    /// <param name="settings">Settings as on a command line, such as <c>--PublishedOnLoopback=true</c>.</param>
    /// <param name="map">Maps endpoints of the test's own.</param>
    /// <param name="services">Services that take the place of the usual ones.</param>
    public static async Task<RunningApp> StartAsync(string[]? settings = null, Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("coverage-").FullName;
        var clock = new Clock();
        var options = new ServeOptions { DataFolder = folder, Url = "http://127.0.0.1:0", NoSeed = true };
        var app = WebServer.Build(options, settings, own =>
        {
            own.AddSingleton<TimeProvider>(clock);
            own.AddSingleton(new SyncOptions { Scheduled = false }); // A test sets the clock as it likes, and nothing is to be asked for that.
            services?.Invoke(own);
        });
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApp(app, clock, folder);
    }

    /// <summary>A browser of its own: it keeps cookies and follows no redirect.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        clients.Add(client);
        return client;
    }

    /// <summary>Makes an operator link; gives its token.</summary>
    public string Link(Role role = Role.Engineer, string name = "Ada") => Services.GetRequiredService<OperatorLinks>().Create(new Person("test", Role.Admin), name, role);

    /// <summary>A browser that is signed in, by a link as a person would use it.</summary>
    public async Task<HttpClient> SignInAsync(Role role = Role.Engineer, string name = "Ada")
    {
        var client = NewClient();
        using var answer = await RedeemAsync(client, Link(role, name));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    /// <summary>Opens a link and presses its button.</summary>
    public static async Task<HttpResponseMessage> RedeemAsync(HttpClient client, string token)
    {
        var form = await FormAsync(client, $"/sign-in?t={token}");
        return await client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
    }

    /// <summary>The hidden fields of a page's forms, its antiforgery token among them.</summary>
    public static async Task<Dictionary<string, string>> FormAsync(HttpClient client, string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return HiddenField().Matches(page).DistinctBy(match => match.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    /// <summary>Imports a file or folder as another process would: over a database object of its own.</summary>
    public void ImportFromOutside(string path, string? source = null)
    {
        var database = new SqliteDatabase(Folder);
        new ImportRunner(database, new Ledger(database, TimeProvider.System)).Run(
            new ImportRequest { Inputs = [() => SourceTrees.Open(path)], Source = source },
            new Person("import", Role.Engineer),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the app, as Ctrl+C does.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await app.StopAsync(); // To dispose of it does not wait for what still works in the folder.
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
