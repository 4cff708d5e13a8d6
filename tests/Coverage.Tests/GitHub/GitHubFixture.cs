using System.Net.Http.Headers;
using System.Text.Json;
using Coverage.GitHub;
using Coverage.GitHub.Access;
using Coverage.GitHub.Histories;

namespace Coverage.Tests.GitHub;

/// <summary>The emulated GitHub and a plain client that follows nothing by itself.</summary>
public abstract class GitHubFixture : IAsyncLifetime
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    protected GitHubServer Server { get; private set; } = null!;

    protected virtual GitHubServerOptions Options => new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Server = await GitHubServer.StartAsync(Options, Cancelled);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        await Server.DisposeAsync();
    }

    protected HostedRepository Rules(string name = "acme/rules") => Server.AddRepository(name);

    protected static Files OneRule(string text = "title: One\n") => new() { ["rules/one.yml"] = text };

    protected Task<HttpResponseMessage> Get(string path, AccessToken? token = null, params ReadOnlySpan<(string Name, string Value)> headers) =>
        Send(HttpMethod.Get, new Uri(Server.ApiUri, path), token?.Value, headers);

    protected Task<HttpResponseMessage> Send(HttpMethod method, Uri uri, string? token, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(method, uri);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("coverage-tests", "1"));
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            if (value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }

    protected async Task<JsonElement> Json(string path, AccessToken? token = null)
    {
        using var response = await Get(path, token);
        return await Json(response);
    }

    protected static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(Cancelled));
}
