using System.Text.RegularExpressions;

namespace Coverage.Sources.GitHub;

/// <summary>
/// Whether names can be an owner's, a repository's or a ref's, before they become part of an address. By GitHub's rules
/// for names, and git's for refs (<see href="https://git-scm.com/docs/git-check-ref-format"/>).
/// </summary>
public static partial class PlaceChecks
{
    private const int RefLength = 250;

    /// <summary>What is wrong with a place, in a sentence; null if nothing is.</summary>
    public static string? Problem(GitHubPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return ApiProblem(place.Api)
            ?? (Owner().IsMatch(place.Owner) ? null : $"'{Shown(place.Owner)}' is no owner's name: letters, digits, dashes and underscores, at most 39.")
            ?? (IsName(place.Name) ? null : $"'{Shown(place.Name)}' is no repository's name: letters, digits, dots, dashes and underscores, at most 100.")
            ?? RefProblem(place);
    }

    /// <summary>Refuses a place whose names cannot be.</summary>
    /// <exception cref="FeedException">It is refused.</exception>
    internal static void Check(GitHubPlace place)
    {
        if (Problem(place) is { } problem)
        {
            var fault = ApiProblem(place.Api) is not null ? FeedFault.RefusedAddress : RefProblem(place) == problem ? FeedFault.NoSuchRef : FeedFault.NotFound;
            throw new FeedException(fault, problem);
        }
    }

    /// <summary>Whether a text can be a repository's name.</summary>
    internal static bool IsName(string name) => Name().IsMatch(name) && name is not ("." or "..");

    /// <summary>Whether a text can be an owner's name.</summary>
    internal static bool IsOwner(string owner) => Owner().IsMatch(owner);

    private static string? ApiProblem(Uri api) =>
        api is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } && api.AbsolutePath.EndsWith('/')
            ? null
            : "The API's address is none: write https://api.github.com/, https://HOST/api/v3/ or https://api.NAME.ghe.com/.";

    private static string? RefProblem(GitHubPlace place) => place.RefKind switch
    {
        GitHubRefKind.Commit => Commit().IsMatch(place.Ref) ? null : $"'{Shown(place.Ref)}' is no commit: 40 digits 0-9 and a-f, the whole of it.",
        GitHubRefKind.Branch => IsRef(place.Ref) ? null : $"'{Shown(place.Ref)}' cannot be a branch's name.",
        GitHubRefKind.Tag => IsRef(place.Ref) ? null : $"'{Shown(place.Ref)}' cannot be a tag's name.",
        _ => null,
    };

    internal static bool IsRef(string name) =>
        name.Length is > 0 and <= RefLength && name != "@" && !BadInRef().IsMatch(name)
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));

    private static string Shown(string name) => Origins.EntryPath.Printable(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\z")]
    private static partial Regex Owner();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"^-|\.\.|@\{|[\x00-\x20\x7F~^:?*\[\\]|\p{C}")]
    private static partial Regex BadInRef();
}
