using System.Net;
using Coverage.Sources.GitHub.Apps;
using Coverage.Sources.GitHub.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coverage.Sources.GitHub;

/// <summary>What all feeds share: the connections with their guard, the tokens of Apps, and who wants to be left alone. One a process.</summary>
public sealed class GitHubNetwork : IDisposable
{
    private readonly SocketsHttpHandler connections;

    /// <summary>Opens nothing yet.</summary>
    public GitHubNetwork(GitHubOptions options, TimeProvider time, ILogger<GitHubNetwork>? log = null)
        : this(options, time, log, Dns.GetHostAddressesAsync)
    {
    }

    internal GitHubNetwork(GitHubOptions options, TimeProvider time, ILogger? log, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (Options, Time, Log) = (options, time, log ?? NullLogger.Instance);
        Guard = new AddressGuard(options.Hosts);
        Tokens = new AppTokens(time, Log);
        Limits = new SharedLimits(time);
        connections = GuardedConnections.Create(Guard, options.ConnectTimeout, resolve);
    }

    /// <summary>How GitHub is asked.</summary>
    public GitHubOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    internal AddressGuard Guard { get; }

    internal AppTokens Tokens { get; }

    internal SharedLimits Limits { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        connections.Dispose();
        Tokens.Dispose();
    }

    /// <summary>The handlers that a request passes, from the entry to the wire. They are never disposed of: the connections are others' too.</summary>
    internal HttpMessageHandler Chain(EntryHandler entry, Uri api, Authorisation authorisation, FeedMeter meter, GitHubOptions options)
    {
        DelegatingHandler[] handlers =
        [
            entry, new RedirectHandler(Guard), new CredentialHandler(api, authorisation), new RetryHandler(options, Limits, authorisation.Who, Time, Log),
            new JsonAnswers(options), new WireHandler(api, meter, options),
        ];
        for (var i = 0; i + 1 < handlers.Length; i++) handlers[i].InnerHandler = handlers[i + 1];
        handlers[^1].InnerHandler = connections;
        return entry;
    }
}
