using System.Net;
using System.Net.Http.Headers;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Nearest to the wire: says who asks, counts what is sent and received, notes the quota, gives up what stalls, and says
/// in our own words why nothing could be reached.
/// </summary>
internal sealed class WireHandler(Uri api, FeedMeter meter, GitHubOptions options) : DelegatingHandler
{
    private const string ApiVersion = "2022-11-28";

    public static ProductInfoHeaderValue Agent { get; } = new("Coverage", typeof(WireHandler).Assembly.GetName().Version!.ToString(2));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Introduce(request);
        var counts = false;
        try
        {
            var response = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            counts = CountsAgainstQuota(request, response);
            Note(response);
            await WrapAsync(request, response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        finally
        {
            meter.AddRequest(counts);
        }
    }

    private void Introduce(HttpRequestMessage request)
    {
        request.Headers.UserAgent.Clear();
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Remove("X-GitHub-Api-Version");
        if (WebOrigin.Same(request.RequestUri!, api)) request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = AddressGuard.Shown(request.RequestUri!);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.ConnectTimeout + options.IdleTimeout);
        try
        {
            return await base.SendAsync(request, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException(FeedFault.TimedOut, $"{host} does not answer.", e);
        }
        catch (HttpRequestException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Refusal(e) ?? new FeedException(FeedFault.Unreachable, $"{host} cannot be reached: {Words(e.HttpRequestError)}.", e);
        }
    }

    private static FeedException? Refusal(Exception? e) => e is FeedException refusal ? refusal : e is null ? null : Refusal(e.InnerException);

    /// <summary>An unchanged answer costs nothing if the request was authorised; archives have no quota, nor have many Enterprise Servers.</summary>
    private bool CountsAgainstQuota(HttpRequestMessage request, HttpResponseMessage response) =>
        WebOrigin.Same(request.RequestUri!, api) && Quota.Of(response).Left is not null && !(response.StatusCode == HttpStatusCode.NotModified && request.Headers.Authorization is not null);

    private void Note(HttpResponseMessage response)
    {
        if (Quota.Of(response) is { Left: { } left, Resets: var resets }) meter.SetQuota(left, resets?.UtcDateTime);
    }

    private async Task WrapAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var plain = response.Content;
        var most = request.Options.TryGetValue(WireKeys.MostBytes, out var set) ? set : options.JsonBytes;
        var body = await plain.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        response.Content = new StreamContent(new BodyStream(body, AddressGuard.Shown(request.RequestUri!), most, options.IdleTimeout, meter));
        foreach (var header in plain.Headers) response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError => "it shows no certificate that is trusted here",
        HttpRequestError.ResponseEnded => "it closed the connection without an answer",
        HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse => "it does not speak HTTP as it should",
        _ => "no connection",
    };
}
