using Coverage.Data;
using Coverage.Sources.GitHub;

namespace Coverage.Web.Features.Sources;

/// <summary>What of a place is followed, and as whom, in words.</summary>
internal static class PlaceWords
{
    /// <summary>Empty for the default branch.</summary>
    public static string Follows(SourceSettingsRow settings)
    {
        if (settings.Place != SourcePlace.GitHub) return "";
        if (settings.Release.Length > 0) return $"release {settings.Release}";
        return settings.RefKind switch
        {
            nameof(GitHubRefKind.Branch) => $"branch {settings.Ref}",
            nameof(GitHubRefKind.Tag) => $"tag {settings.Ref}",
            nameof(GitHubRefKind.Commit) => $"commit {Short(settings.Ref)}",
            nameof(GitHubRefKind.LatestRelease) => "latest release",
            _ => "",
        };
    }

    /// <summary>What of a credential may be said.</summary>
    public static string Credential(SourceSettingsRow settings) => settings.Credential switch
    {
        CredentialKind.Token => "token",
        CredentialKind.App => "GitHub App",
        _ => "none",
    };

    /// <summary>The beginning of a commit, or of what stands for it where a folder is read; other texts as they are.</summary>
    public static string Short(string commit) => commit.Length is 40 or 64 ? commit[..7] : commit;
}
