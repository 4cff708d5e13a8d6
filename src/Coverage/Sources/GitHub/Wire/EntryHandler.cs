using System.Net;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>An answer, as far as it is kept: never its body.</summary>
/// <param name="Status">Its status.</param>
/// <param name="ETag">What makes the next request conditional, or empty.</param>
/// <param name="Address">Where it came from in the end.</param>
/// <param name="Date">The server's clock, if it said so.</param>
internal sealed record Answer(HttpStatusCode Status, string ETag, Uri Address, DateTimeOffset? Date);

/// <summary>
/// Where requests enter: makes them conditional, keeps what the answer says of itself, and turns failures into ours, so
/// that only successes and "unchanged" come out.
/// </summary>
internal sealed class EntryHandler(CancellationToken stop) : DelegatingHandler
{
    /// <summary>What the next request is made conditional by; used once.</summary>
    public string ETag { get; set; } = "";

    /// <summary>The last answer.</summary>
    public Answer? Last { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ETag.Length > 0) request.Headers.TryAddWithoutValidation("If-None-Match", ETag);
        var conditional = ETag.Length > 0;
        ETag = "";
        request.Headers.Remove("User-Agent");

        // Not the token that came along: Octokit ends it after 100 seconds, waits for the quota included.
        var response = await base.SendAsync(request, stop).ConfigureAwait(false);
        var from = response.RequestMessage?.RequestUri ?? request.RequestUri!;
        Last = new Answer(response.StatusCode, Tag(response), from, response.Headers.Date);
        StatusFaults.Check(response, from);
        if (response.StatusCode == HttpStatusCode.NotModified && !conditional)
        {
            throw new FeedException(FeedFault.WrongContent, $"{AddressGuard.Shown(from)} says \"unchanged\", which was not asked.");
        }

        Quota.HideFromOctokit(response);
        return response;
    }

    private static string Tag(HttpResponseMessage response) =>
        response.Headers.TryGetValues("ETag", out var values) && values.FirstOrDefault() is { Length: <= 200 } tag ? tag : "";
}
