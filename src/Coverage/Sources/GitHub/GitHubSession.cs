using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coverage.Sources.GitHub.Apps;
using Coverage.Sources.GitHub.Wire;
using Octokit;
using Octokit.Internal;

namespace Coverage.Sources.GitHub;

/// <summary>
/// One look, fetch or test: Octokit for the typed calls and a client of our own for what streams, both over the same
/// handlers, with one deadline over all of it.
/// </summary>
internal sealed class GitHubSession : IDisposable
{
    private const string Json = "application/vnd.github+json";
    private readonly CancellationTokenSource stop;
    private readonly CancellationToken cancelled;
    private readonly EntryHandler entry;
    private readonly HttpClient client;
    private readonly Connection octokit;

    public GitHubSession(GitHubNetwork network, Uri api, GitHubCredential credential, FeedMeter meter, CancellationToken cancellationToken, GitHubOptions? options = null)
        : this(network, api, session => session.AuthorisationOf(credential), meter, options ?? network.Options, cancellationToken)
    {
    }

    private GitHubSession(GitHubNetwork network, Uri api, Func<GitHubSession, Authorisation> authorisation, FeedMeter meter, GitHubOptions options, CancellationToken cancellationToken)
    {
        (Network, Api, Meter, Options, cancelled) = (network, api, meter, options, cancellationToken);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(options.Deadline);
        entry = new EntryHandler(stop.Token);
        var chain = network.Chain(entry, api, authorisation(this), meter, options);
        client = new HttpClient(chain, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        octokit = new Connection(new Octokit.ProductHeaderValue(WireHandler.Agent.Product!.Name, WireHandler.Agent.Product.Version), api, new InMemoryCredentialStore(Credentials.Anonymous), new HttpClientAdapter(() => chain), new SimpleJsonSerializer());
        octokit.SetRequestTimeout(Timeout.InfiniteTimeSpan);
    }

    public GitHubNetwork Network { get; }

    public Uri Api { get; }

    public FeedMeter Meter { get; }

    public GitHubOptions Options { get; }

    /// <summary>Ends when the operation is cancelled or takes too long.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>What the last answer said of itself.</summary>
    public Answer Last => entry.Last ?? throw new InvalidOperationException("Nothing was asked yet.");

    public void Dispose()
    {
        client.Dispose();
        stop.Dispose();
    }

    /// <summary>Asks by Octokit.</summary>
    /// <returns>The answer; null if it is unchanged against the tag.</returns>
    public async Task<T?> GetAsync<T>(string path, string etag = "")
        where T : class
    {
        entry.ETag = etag;
        try
        {
            var answer = await octokit.Get<T>(new Uri(path, UriKind.Relative), null, Json, stop.Token).ConfigureAwait(false);
            return Last.Status == HttpStatusCode.NotModified ? null : answer.Body ?? throw WrongContent();
        }
        catch (Exception e) when (e is not (FeedException or OperationCanceledException))
        {
            throw WrongContent();
        }
    }

    /// <summary>Asks for JSON that is read by generated code.</summary>
    public async Task<T> JsonAsync<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Api, path));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(Json));
        request.Options.Set(WireKeys.OwnReader, true);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
        try
        {
            return response.Content is TakenJson taken && JsonSerializer.Deserialize(taken.Bytes, type) is { } answer ? answer : throw WrongContent();
        }
        catch (JsonException)
        {
            throw WrongContent();
        }
    }

    /// <summary>Asks for what is read as it comes. Dispose of the answer.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path, string accept, bool mayBePacked, long most)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Api, path));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (mayBePacked) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        request.Options.Set(WireKeys.Streamed, true);
        request.Options.Set(WireKeys.MostBytes, most);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the whole operation: what ends it too late, or what Octokit could not read, becomes a failure in our words.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (Exception) when (cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled);
        }
        catch (OperationCanceledException e) when (stop.IsCancellationRequested)
        {
            throw new FeedException(FeedFault.TimedOut, $"{AddressGuard.Shown(Api)} was not done after {Options.Deadline.TotalMinutes:0.#} minutes.", e);
        }
    }

    public FeedException WrongContent() => new(FeedFault.WrongContent, $"{AddressGuard.Shown(Last.Address)} answered with other JSON than this address answers.");

    private Authorisation AuthorisationOf(GitHubCredential credential) => credential switch
    {
        GitHubCredential.Token token => Authorisation.Fixed(token.Value),
        GitHubCredential.App app => new Authorisation(
            FormattableString.Invariant($"App {app.AppId}, installation {app.Installation}"),
            async stopping => await Network.Tokens.GetAsync(Api, app, (jwt, token) => InstallationTokenAsync(app, jwt, token), stopping).ConfigureAwait(false),
            refused => Network.Tokens.Forget(Api, app, refused)),
        _ => Authorisation.Fixed(null),
    };

    private async Task<TokenAnswer> InstallationTokenAsync(GitHubCredential.App app, string jwt, CancellationToken cancellationToken)
    {
        using var session = new GitHubSession(Network, Api, _ => Authorisation.Fixed(jwt), Meter, Options, cancellationToken);
        try
        {
            var token = await new GitHubAppsClient(new ApiConnection(session.octokit)).CreateInstallationToken(app.Installation).ConfigureAwait(false);
            return new TokenAnswer(token?.Token, token?.ExpiresAt ?? default, session.Last.Date, null);
        }
        catch (FeedException problem) when (problem.Fault is FeedFault.NoAccess or FeedFault.NotFound && session.entry.Last is { } last)
        {
            var said = new FeedException(FeedFault.NoAccess, problem.Fault == FeedFault.NotFound
                ? "GitHub knows no such installation of the App. Check its number, and that the App is still installed."
                : "GitHub does not accept the App's key. Check the App's number, its private key and this server's clock.");
            return new TokenAnswer(null, default, last.Date, said);
        }
    }
}
