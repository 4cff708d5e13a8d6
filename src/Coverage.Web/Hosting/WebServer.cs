using System.IO.Compression;
using System.Net.Sockets;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Features;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using MudBlazor.Services;

namespace Coverage.Web.Hosting;

/// <summary>Runs the app.</summary>
internal static class WebServer
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(60);

    /// <summary>Files are not watched, and files that no build knew are not served (a developer's run would).</summary>
    private static readonly string[] FixedSettings = ["--hostBuilder:reloadConfigOnChange=false", "--DisableStaticAssetNotFoundRuntimeFallback=true"];

    /// <summary>Serves until it is stopped.</summary>
    /// <returns>The exit code: 0 after a stop, 1 if it cannot run, 2 if it was asked for something that it refuses.</returns>
    public static async Task<int> RunAsync(ServeOptions options)
    {
        try
        {
            await using var app = Build(options);
            await app.StartAsync();
            Announce(app.Services);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (ServeRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 2;
        }
        catch (Exception problem) when (problem is DatabaseException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"{problem.Message.TrimEnd('.')}. If it is the address, choose another one with --url http://127.0.0.1:PORT.");
            return 1;
        }
    }

    /// <summary>Prepares the database and builds the app, which is to be started then.</summary>
    /// <param name="options">How it is to be served.</param>
    /// <param name="settings">Settings as on a command line (<c>--PublishedOnLoopback=true</c>); they come before the environment.</param>
    /// <param name="services">Services that take the place of the usual ones.</param>
    /// <exception cref="ServeRefusedException">It cannot be served so.</exception>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public static WebApplication Build(ServeOptions options, string[]? settings = null, Action<IServiceCollection>? services = null)
    {
        // Nothing depends on the folder that it is started in, nor on what the machine is used for besides.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "coverage",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
            Args = [.. FixedSettings, .. settings ?? []],
        });
        var listening = Listening.Of(options, builder.Configuration);
        services?.Invoke(builder.Services);
        AddServer(builder, listening);
        AddServices(builder.Services, listening, options.DataFolder);
        var app = builder.Build();
        Prepare(app.Services, options);
        Use(app);
        Map(app);
        return app;
    }

    private static void AddServer(WebApplicationBuilder builder, Listening listening)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls([.. listening.Addresses.Select(address => address.ToString())]);
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "");
        builder.WebHost.UseSetting(WebHostDefaults.HttpsPortsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Configure(); // Endpoints of the Kestrel section would listen past the check of the addresses.
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentConnections = 2000;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 200;
        });

        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd'T'HH:mm:ss'Z '", true));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // The folder's mode guards the keys.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // RunAsync says what kept it from starting.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.5));
        builder.Services.PostConfigure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["*"]); // RequestGuard is stricter.
    }

    private static void AddServices(IServiceCollection services, Listening listening, string dataFolder)
    {
        services.TryAddSingleton(provider => SyncOptions.From(name => provider.GetRequiredService<IConfiguration>()[name]));
        services.AddCoverage(dataFolder);
        services.AddSingleton(listening);
        services.AddAccess(listening, dataFolder);
        services.AddSingleton<StaleSources>();
        services.AddSingleton<SyncNews>();
        services.AddHostedService(provider => provider.GetRequiredService<SyncNews>());
        services.AddSingleton<EventStreams>();
        services.AddSingleton<ServerAddress>();
        services.AddHostedService(provider => provider.GetRequiredService<ServerAddress>());
        services.AddHostedService<ViewWatcher>();
        services.AddHostedService<SyncSchedule>();
        services.AddHostedService<DailyScores>();
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = LongestRequest, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;

            // Not server-sent events. Styles and scripts, since the SDK compresses those of packages under their plain names only.
            options.MimeTypes = ["text/html", "text/plain", "text/csv", "text/css", "text/javascript", "image/svg+xml", "application/json", "application/problem+json"];
            options.Providers.Add<BufferedBrotli>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddRazorComponents().AddInteractiveServerComponents(Circuits);
        services.AddMudServices();
        services.AddFeatures();
    }

    /// <summary>What a circuit keeps after its page has gone is memory of nobody's: little, and not for long.</summary>
    private static void Circuits(CircuitOptions options)
    {
        options.DisconnectedCircuitMaxRetained = 5;
        options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        options.PersistedCircuitInMemoryMaxRetained = 5;
        options.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromMinutes(10);
    }

    private static void Prepare(IServiceProvider services, ServeOptions options)
    {
        services.GetRequiredService<SqliteDatabase>().Prepare();
        services.GetRequiredService<SeedData>().Settle(Path.Combine(AppContext.BaseDirectory, "seed-data"), wanted: !options.NoSeed);
        services.GetRequiredService<SourceSettings>().Settle();
        _ = services.GetRequiredService<DataFolder>();
        _ = services.GetRequiredService<CoverageViews>().Current;
    }

    private static void Use(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Failures.ForExceptionAsync, SuppressDiagnosticsCallback = _ => true });
        app.UseMiddleware<RequestGuard>();
        app.UseResponseCompression();
        app.UseStatusCodePages(status => Failures.ForStatusAsync(status.HttpContext));
        app.UseRouting();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(RefuseForgeriesAsync);
    }

    /// <summary>A form without its token is refused before any endpoint reads it: the compiled ones would call that a fault of theirs.</summary>
    private static Task RefuseForgeriesAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static void Map(WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true)
            .RequireAuthorization(Policies.Read);
        app.MapFeatures();
        app.MapSignIn();
        app.MapGet("/events", (HttpContext context, EventStreams streams) => streams.ServeAsync(context)).RequireAuthorization(Policies.Read).DisableRequestTimeout();
        app.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], Health).AllowAnonymous();

        // Without it the fallback policy would answer for what is nowhere: "sign in", to who is signed in, too.
        app.MapFallback("{**path}", () => TypedResults.NotFound()).RequireAuthorization(Policies.Read);
    }

    private static ContentHttpResult Health(SqliteDatabase database, ILoggerFactory loggers)
    {
        try
        {
            database.Generation();
            return TypedResults.Text("ok");
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            HostingLog.Unhealthy(loggers.CreateLogger(typeof(WebServer)), problem);
            return TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static void Announce(IServiceProvider services)
    {
        var address = services.GetRequiredService<ServerAddress>().Value;
        var name = OperatorLinks.IsValidName(Environment.UserName) ? Environment.UserName : "operator";
        var token = services.GetRequiredService<OperatorLinks>().Create(new Person(name, Role.Admin), name, Role.Admin);
        Console.WriteLine($"Coverage is at {address}");
        Console.WriteLine($"To sign in as {name}, once and within 30 minutes: {ServerAddress.Link(address, token)}");
    }
}
