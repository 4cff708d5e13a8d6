using System.Net;
using System.Net.Http.Headers;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// The one place where a credential is put on a request: only towards the API's own origin, and never once the request
/// was sent elsewhere. What another put there is taken off.
/// </summary>
internal sealed class CredentialHandler(Uri api, Authorisation authorisation) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        if (request.Get(WireKeys.Stranger) || !WebOrigin.Same(request.RequestUri!, api))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var token = await PutAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || token is null || !authorisation.Forget(token)) return response;

        // An installation's token can be revoked before its end; the next one may be as good as the key.
        response.Dispose();
        await PutAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string?> PutAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await authorisation.TokenAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return token;
    }
}
