using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Asks again where that can help: a server that fails, a connection that breaks, a limit that passes soon. Never sooner
/// than the server says, to this source or to another one that comes as the same; what it wants to wait for longer ends the
/// sync with the time to come again.
/// </summary>
internal sealed class RetryHandler(GitHubOptions options, SharedLimits limits, string who, TimeProvider time, ILogger log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt >= options.Retries || request.Method != HttpMethod.Get;
            HttpResponseMessage response;
            await HeedAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (FeedException problem) when (!isLast && CanPass(problem))
            {
                await WaitAsync(request, Backoff(attempt), "unreachable", cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (WaitOf(request, response, attempt, isLast) is not { } wait) return response;
            var status = (int)response.StatusCode;
            response.Dispose();
            await WaitAsync(request, wait, status.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stays away for as long as another source was told to.</summary>
    private async Task HeedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var left = limits.Left(request.RequestUri!, WhoAsks(request));
        if (left <= TimeSpan.Zero) return;
        if (left > options.LongestWait) throw Limited(request, time.GetUtcNow(), left);
        await WaitAsync(request, left + Jitter(TimeSpan.FromSeconds(1)), "another source was told so", cancellationToken).ConfigureAwait(false);
    }

    private string WhoAsks(HttpRequestMessage request) => request.Headers.Authorization is null ? "" : who;

    /// <summary>No other certificate will be shown a second later; nor will another address be allowed.</summary>
    private static bool CanPass(FeedException problem) =>
        problem.Fault == FeedFault.Unreachable && problem.InnerException is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private TimeSpan? WaitOf(HttpRequestMessage request, HttpResponseMessage response, int attempt, bool isLast)
    {
        var now = time.GetUtcNow();
        if (RateLimit.WaitOf(response, now, attempt) is { } limit)
        {
            limits.Note(request.RequestUri!, WhoAsks(request), limit);
            return !isLast && limit <= options.LongestWait ? limit + Jitter(TimeSpan.FromSeconds(1)) : throw Limited(request, response, now, limit);
        }

        if (response.StatusCode < HttpStatusCode.InternalServerError || isLast) return null;
        var asked = RateLimit.RetryAfter(response, now) ?? TimeSpan.Zero;
        if (asked > TimeSpan.Zero) limits.Note(request.RequestUri!, WhoAsks(request), asked);
        if (asked > options.LongestWait) throw Limited(request, response, now, asked);
        var backoff = Backoff(attempt);
        return asked > backoff ? asked : backoff;
    }

    private FeedException Limited(HttpRequestMessage request, HttpResponseMessage response, DateTimeOffset now, TimeSpan wait)
    {
        response.Dispose();
        return Limited(request, now, wait);
    }

    private FeedException Limited(HttpRequestMessage request, DateTimeOffset now, TimeSpan wait)
    {
        var until = (now + wait).UtcDateTime;
        return new FeedException(FeedFault.RateLimited, $"{AddressGuard.Shown(request.RequestUri!)} asks to come again at {until:yyyy-MM-dd HH:mm:ss} UTC. {(WhoAsks(request).Length == 0 ? "With a credential of its own, a source has a larger quota." : "Until then the quota of its credential is used up; who else uses that waits, too.")}") { NotBefore = until };
    }

    private async Task WaitAsync(HttpRequestMessage request, TimeSpan wait, string why, CancellationToken cancellationToken)
    {
        log.Waiting(AddressGuard.Shown(request.RequestUri!), why, wait.TotalSeconds);
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Backoff(int attempt)
    {
        var full = options.RetryDelay * Math.Pow(2, attempt);
        if (full > options.LongestRetryDelay) full = options.LongestRetryDelay;
        return full / 2 + Jitter(full / 2);
    }

    [SuppressMessage("Security", "CA5394", Justification = "So that many do not come at once; nobody gains by guessing it.")]
    private static TimeSpan Jitter(TimeSpan most) => most * Random.Shared.NextDouble();
}
