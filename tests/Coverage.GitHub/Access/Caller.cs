namespace Coverage.GitHub.Access;

/// <summary>Who asks: nobody in particular, the holder of a token, or an app with its own signature.</summary>
internal sealed record Caller(AccessToken? Token = null, GitHubApp? App = null)
{
    public bool IsAuthorised => Token is not null || App is not null;

    /// <summary>Whose quota a request costs.</summary>
    public string Bucket => Token is { Installation: { } installation } ? $"installation {installation.Id}"
        : Token is { } token ? $"user {token.Login}"
        : App is { } app ? $"app {app.Id}"
        : "127.0.0.1";
}
