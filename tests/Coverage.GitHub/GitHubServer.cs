using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coverage.GitHub.Access;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coverage.GitHub;

/// <summary>A GitHub of our own on the loopback: two ports, real git histories, GitHub's manners and, on request, its failures.</summary>
public sealed class GitHubServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coverage-github-");
    private readonly ConcurrentDictionary<long, HostedRepository> _repositories = [];
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, GitHubApp> _apps = [];
    private readonly WebApplication _app;
    private long _lastId = 1000;

    private GitHubServer(GitHubServerOptions options)
    {
        Options = options;
        Clock = new(options.Clock);
        RateLimits = new(Clock);
        ArchiveLinks = new(Clock, options.ArchiveLinkLife);
        Certificate = options.Tls ? LoopbackCertificate.Create() : null;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        // A body that is stalled on purpose must not hold up the end of a test.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.ApiPort, Secure);
            kestrel.Listen(IPAddress.Loopback, options.CodeloadPort, Secure);
        });
        _app = builder.Build();
        var pipeline = new Pipeline(this);
        ((IApplicationBuilder)_app).Use(_ => pipeline.HandleAsync);
    }

    public GitHubServerOptions Options { get; }

    /// <summary>The API as at api.github.com; ends with a slash.</summary>
    public Uri ApiUri { get; private set; } = null!;

    /// <summary>The same API as on a GitHub Enterprise Server, below <c>/api/v3/</c>.</summary>
    public Uri EnterpriseUri => new(ApiUri, "api/v3/");

    /// <summary>Where archives come from: another port.</summary>
    public Uri CodeloadUri { get; private set; } = null!;

    /// <summary>Single files, as at raw.githubusercontent.com.</summary>
    public Uri RawUri => new(ApiUri, "raw/");

    /// <summary>What it shows with <see cref="GitHubServerOptions.Tls"/>; signed by nobody but itself.</summary>
    public X509Certificate2? Certificate { get; }

    public ServerClock Clock { get; }

    public RateLimits RateLimits { get; }

    public RequestLog Requests { get; } = [];

    public FaultList Faults { get; } = new();

    /// <summary>What a well-behaved client never does, in words; a test asserts that there is nothing.</summary>
    public ComplaintList Complaints { get; } = [];

    internal ArchiveLinks ArchiveLinks { get; }

    /// <summary>All that are not deleted.</summary>
    public IReadOnlyList<HostedRepository> Repositories => [.. _repositories.Values.Where(repository => !repository.IsDeleted).OrderBy(repository => repository.Id)];

    internal IEnumerable<GitHubApp> Apps => _apps.Values;

    public static async Task<GitHubServer> StartAsync(GitHubServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new GitHubServer(options ?? new());
        await server._app.StartAsync(cancellationToken);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        server.ApiUri = new($"{addresses[0]}{server.Options.BasePath}/");
        server.CodeloadUri = new($"{addresses[1]}/");
        return server;
    }

    /// <summary>An empty, public repository; <paramref name="fullName"/> is OWNER/NAME.</summary>
    public HostedRepository AddRepository(string fullName, string defaultBranch = "main")
    {
        var (owner, name) = HostedRepository.Split(fullName);
        var id = NextId();
        return _repositories[id] = new(id, owner, name, Path.Combine(_folder.FullName, $"{id}.git"), Clock.GetUtcNow) { DefaultBranch = defaultBranch };
    }

    /// <summary>A token that may read these private repositories, and all public ones.</summary>
    /// <param name="value">As the client sends it; made up where it is null.</param>
    public AccessToken AddToken(string? value = null, string login = "octocat", DateTimeOffset? expires = null, params ReadOnlySpan<HostedRepository> repositories)
    {
        var token = new AccessToken(value ?? $"github_pat_{Guid.NewGuid():N}", login, expires);
        foreach (var repository in repositories)
        {
            token.Grant(repository);
        }

        return _tokens[token.Value] = token;
    }

    /// <summary>A GitHub App, with a new key pair if none is given.</summary>
    public GitHubApp AddApp(string name = "coverage", RSA? key = null)
    {
        var id = NextId();
        return _apps[id] = new(id, name, key ?? RSA.Create(2048), NextId);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var repository in _repositories.Values)
        {
            repository.Dispose();
        }

        foreach (var app in _apps.Values)
        {
            app.Dispose();
        }

        Certificate?.Dispose();
        _folder.Delete(recursive: true);
    }

    internal AccessToken? FindToken(string value) =>
        _tokens.TryGetValue(value, out var token) && !token.IsRevoked && !(token.Expires <= Clock.GetUtcNow())
        && token.Installation is not ({ IsDeleted: true } or { IsSuspended: true }) ? token : null;

    internal AccessToken AddToken(Installation installation) =>
        AddToken(new AccessToken($"ghs_{Guid.NewGuid():N}", $"{installation.App.Name}[bot]", Clock.GetUtcNow().AddHours(1), installation));

    internal HostedRepository? Find(string fullName) =>
        _repositories.Values.FirstOrDefault(repository => !repository.IsDeleted && repository.FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase));

    internal HostedRepository? FindFormer(string fullName) =>
        _repositories.Values.FirstOrDefault(repository => !repository.IsDeleted && repository.WasNamed(fullName));

    internal HostedRepository? Find(long id) => _repositories.TryGetValue(id, out var repository) && !repository.IsDeleted ? repository : null;

    private void Secure(ListenOptions listen)
    {
        if (Certificate is not null)
        {
            listen.UseHttps(Certificate);
        }
    }

    private AccessToken AddToken(AccessToken token) => _tokens[token.Value] = token;

    private long NextId() => Interlocked.Increment(ref _lastId);
}
