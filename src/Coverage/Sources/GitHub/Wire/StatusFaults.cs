using System.Net;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>Says what a failure status means. The server's own words are left out: they are written by whoever answers, and could repeat a secret.</summary>
internal static class StatusFaults
{
    /// <summary>Refuses an answer that is neither a success nor "unchanged".</summary>
    /// <exception cref="FeedException">It is refused.</exception>
    public static void Check(HttpResponseMessage response, Uri asked)
    {
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300 or 304)
        {
            return;
        }

        var host = AddressGuard.Shown(asked);
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new FeedException(FeedFault.NoAccess, $"{host} does not accept the credential (401): it is wrong, expired or revoked. Enter a new one."),
            HttpStatusCode.Forbidden when response.Headers.Contains("x-github-sso") => new FeedException(FeedFault.NoAccess, $"{host} asks for single sign-on (403). Authorise the token for the organisation."),
            HttpStatusCode.Forbidden => new FeedException(FeedFault.NoAccess, $"{host} does not let this be read (403). Give the credential read access to the repository's contents."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new FeedException(FeedFault.NotFound, $"{host} has no such thing (404), or does not show it to this credential."),
            HttpStatusCode.Conflict => new FeedException(FeedFault.Empty, $"{host} says that the repository is empty (409). There is nothing to read until something is committed."),
            HttpStatusCode.UnprocessableEntity => new FeedException(FeedFault.NoSuchRef, $"{host} knows no such branch, tag or commit (422)."),
            HttpStatusCode.UnavailableForLegalReasons => new FeedException(FeedFault.Blocked, $"{host} may not show it for legal reasons (451)."),
            >= HttpStatusCode.InternalServerError => new FeedException(FeedFault.ServerError, $"{host} fails ({status}). It is asked again at the next time."),
            _ => new FeedException(FeedFault.WrongContent, $"{host} answered {status}, which does not belong here."),
        };
    }
}
