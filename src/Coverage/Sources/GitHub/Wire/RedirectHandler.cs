using System.Net;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Follows redirects as far as they may lead, so that Octokit never sees one: it would send the token on to another port
/// or scheme of the same host, and fail at a relative address.
/// </summary>
internal sealed class RedirectHandler(AddressGuard guard) : DelegatingHandler
{
    private const int MostHops = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Uri? from = null;
        while (true)
        {
            seen.Add(request.RequestUri!.AbsoluteUri);
            var response = await SendAsync(request, from, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode)) return response;
            var next = Next(request, response, seen);
            response.Dispose();
            (from, request) = (request.RequestUri, next);
        }
    }

    /// <summary>One hop; where it may not lead, it is said who wanted that.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Uri? from, CancellationToken cancellationToken)
    {
        try
        {
            guard.Check(request.RequestUri!);
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (FeedException problem) when (from is not null && problem.Fault == FeedFault.RefusedAddress)
        {
            throw new FeedException(FeedFault.RefusedAddress, $"{AddressGuard.Shown(from)} redirects to {AddressGuard.Shown(request.RequestUri!)}, and that was refused. {problem.Message}", problem);
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static HttpRequestMessage Next(HttpRequestMessage request, HttpResponseMessage response, HashSet<string> seen)
    {
        var from = request.RequestUri!;
        if (request.Method != HttpMethod.Get) throw Refused(FeedFault.WrongContent, from, "redirects what is not to be redirected");
        var location = response.Headers.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;
        if (location is null || !Uri.TryCreate(from, location, out var to)) throw Refused(FeedFault.WrongContent, from, "redirects to nowhere");
        if (to.Scheme != Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttp) throw Refused(FeedFault.RefusedAddress, from, $"redirects to {AddressGuard.Shown(to)}, which is no web address");
        if (seen.Contains(to.AbsoluteUri)) throw Refused(FeedFault.WrongContent, from, "redirects in a circle");
        if (seen.Count > MostHops) throw Refused(FeedFault.WrongContent, from, $"redirects more than {MostHops} times");
        return Copy(request, to);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri to)
    {
        var copy = new HttpRequestMessage(request.Method, to) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        foreach (var (key, value) in request.Options) ((IDictionary<string, object?>)copy.Options)[key] = value;
        if (!WebOrigin.Same(request.RequestUri!, to))
        {
            copy.Headers.Authorization = null;
            copy.Options.Set(WireKeys.Stranger, true);
        }

        return copy;
    }

    private static FeedException Refused(FeedFault fault, Uri from, string what) => new(fault, $"{AddressGuard.Shown(from)} {what}.");
}
