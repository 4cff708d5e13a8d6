using System.Text.Json;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Sync;

/// <summary>
/// Keeps the sources' credentials: encrypts them for the database, and gives them to nobody but the feed that needs one.
/// The keys are the host's (ASP.NET Core Data Protection in the data folder); the engine only knows how to use them.
/// </summary>
public sealed class Secrets(Func<string, string> protect, Func<string, string> unprotect)
{
    /// <summary>Encrypts a text.</summary>
    public string Seal(string text) => protect(text);

    /// <summary>Decrypts a text.</summary>
    public string Unseal(string text) => unprotect(text);

    /// <summary>Encrypts a credential into a source's settings, in place of the one that was there.</summary>
    public void Store(SourceSettingsRow settings, GitHubCredential credential)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (settings.Credential, settings.Secret, settings.AppId, settings.Installation) = credential switch
        {
            GitHubCredential.Token token => (CredentialKind.Token, protect(token.Value), "", null),
            GitHubCredential.App app => (CredentialKind.App, protect(app.PrivateKey), app.AppId, app.Installation),
            _ => (CredentialKind.None, "", "", (long?)null),
        };
    }

    /// <summary>The credential of a source.</summary>
    /// <exception cref="FeedException">It cannot be decrypted: the keys are others than those that it was stored with.</exception>
    public GitHubCredential Open(SourceSettingsRow settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Credential == CredentialKind.None) return GitHubCredential.None;
        try
        {
            var secret = unprotect(settings.Secret);
            return settings.Credential == CredentialKind.Token
                ? new GitHubCredential.Token(secret)
                : new GitHubCredential.App(settings.AppId, secret, settings.Installation ?? 0);
        }
        catch (Exception problem) when (problem is System.Security.Cryptography.CryptographicException or FormatException or JsonException)
        {
            throw new FeedException(FeedFault.NoAccess, $"The credential of '{settings.Name}' cannot be decrypted: the keys in the data folder are not those that it was stored with. Enter it again.");
        }
    }
}
