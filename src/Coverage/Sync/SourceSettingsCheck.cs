using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;

namespace Coverage.Sync;

/// <summary>Whether a source can be set up so.</summary>
public static class SourceSettingsCheck
{
    /// <summary>Refuses what cannot work, saying what and what to do.</summary>
    /// <exception cref="ImportUsageException">It cannot be set up so.</exception>
    public static void MustBeRight(SourceSettingsRow settings)
    {
        if (Problems(settings).FirstOrDefault() is { } problem) throw new ImportUsageException(problem);
    }

    /// <summary>What is wrong; nothing if it can be set up so.</summary>
    public static IEnumerable<string> Problems(SourceSettingsRow settings) => Find(settings).Select(problem => problem.Message);

    /// <summary>What is wrong and where; nothing if it can be set up so.</summary>
    public static IEnumerable<SettingsProblem> Find(SourceSettingsRow settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (SourceName.Problem(settings.Name) is { } name) yield return new SettingsProblem(nameof(settings.Name), name);
        if (settings.Name.ToLowerInvariant() is "add" or "hosts") yield return new SettingsProblem(nameof(settings.Name), $"'{settings.Name}' is the address of another page. Choose another name.");
        if (DefaultSources.KindOf(settings.Name) is { } kind && kind != settings.Kind) yield return new SettingsProblem(nameof(settings.Name), $"'{settings.Name}' is the name of the ready-made source of {kind}. Choose another name.");
        if (settings.Kind == SourceKind.Attack && settings.Domain is null) yield return new SettingsProblem(nameof(settings.Domain), "ATT&CK needs a domain: enterprise, ics or mobile.");
        if (settings.Priority is < 0 or > 1000) yield return new SettingsProblem(nameof(settings.Priority), $"A priority of {settings.Priority} is out of range. Give 0 (first) to 1000.");
        if (settings.JitterSeconds is < 0 or > 24 * 3600) yield return new SettingsProblem(nameof(settings.JitterSeconds), $"A jitter of {settings.JitterSeconds} seconds is out of range. Give 0 to 86400.");
        if (Schedule.Problem(settings.Cron, settings.TimeZone) is { } schedule) yield return new SettingsProblem(schedule.Contains("time zone", StringComparison.Ordinal) ? nameof(settings.TimeZone) : nameof(settings.Cron), schedule);
        if (settings.Place == SourcePlace.Folder && !Path.IsPathFullyQualified(settings.Folder)) yield return new SettingsProblem(nameof(settings.Folder), $"'{settings.Folder}' is no absolute path on this server.");
        foreach (var problem in settings.Place == SourcePlace.GitHub ? GitHubProblems(settings) : Unused(settings)) yield return problem;
    }

    /// <summary>Refuses a credential that nothing would ask for.</summary>
    /// <exception cref="ImportUsageException">The source does not come from GitHub.</exception>
    internal static void MustTake(SourceSettingsRow settings, GitHubCredential? credential)
    {
        if (settings.Place != SourcePlace.GitHub && credential is GitHubCredential.Token or GitHubCredential.App) throw new ImportUsageException($"{(settings.Place == SourcePlace.Folder ? "A folder is read by this app's own account" : "What comes by upload is not fetched")}, so that no token and no App is used. Leave the credential out.");
    }

    /// <summary>The settings in words, for the audit log; never the credential.</summary>
    public static string Words(SourceSettingsRow settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var place = settings.Place switch
        {
            SourcePlace.GitHub => $"{settings.Repository}{(settings.Ref.Length > 0 ? $" at {settings.Ref}" : "")}{(settings.Api.Length > 0 ? $" on {settings.Api}" : "")}",
            SourcePlace.Folder => settings.Folder,
            _ => "by upload",
        };
        return $"{settings.Kind}, {place}, {(settings.Cron.Length > 0 ? $"'{settings.Cron}' {settings.TimeZone}" : "no schedule")}{(settings.Paused ? ", paused" : "")}, credential {settings.Credential}";
    }

    /// <summary>What a folder or an upload would take and do nothing with.</summary>
    private static IEnumerable<SettingsProblem> Unused(SourceSettingsRow settings)
    {
        var isFolder = settings.Place == SourcePlace.Folder;
        if (settings.Ref.Length > 0 || settings.RefKind.Length > 0 && settings.RefKind != nameof(GitHubRefKind.DefaultBranch))
        {
            yield return new SettingsProblem(nameof(settings.RefKind), isFolder
                ? "A folder is read as it lies there, and a git clone at the commit that is checked out: no branch, tag, release or commit is followed. Check it out in the clone, and leave that out (--default-branch takes it away)."
                : "What comes by upload follows no branch, tag, release or commit. Leave that out (--default-branch takes it away).");
        }

        if (settings.Release.Length > 0) yield return new SettingsProblem(nameof(settings.Release), $"{(isFolder ? "Of a folder the release is taken that lies there" : "Of an upload its own release is taken")}, so that none can be pinned. Leave it out ('newest' takes it away).");
        if (isFolder) yield break;
        if (settings.Include.Length + settings.Exclude.Length > 0) yield return new SettingsProblem(settings.Include.Length > 0 ? nameof(settings.Include) : nameof(settings.Exclude), "An upload is taken whole: patterns of files are for a repository or a folder. Leave them out.");
        if (settings.Cron.Length > 0) yield return new SettingsProblem(nameof(settings.Cron), "What comes by upload is never synced by itself, so that it has no schedule. Leave it out ('none' takes it away).");
    }

    private static IEnumerable<SettingsProblem> GitHubProblems(SourceSettingsRow settings)
    {
        var problems = FormProblems(settings).ToList();
        return problems.Count > 0 ? problems : NameProblems(settings);
    }

    /// <summary>What a sync would refuse: see <see cref="PlaceChecks"/>.</summary>
    private static IEnumerable<SettingsProblem> NameProblems(SourceSettingsRow settings)
    {
        var place = Feeds.PlaceOf(settings, GitHubPlace.PublicApi);
        var anywhere = place with { RefKind = GitHubRefKind.DefaultBranch, Ref = "" };
        if (PlaceChecks.Problem(anywhere) is { } problem)
        {
            yield return new SettingsProblem(PlaceChecks.Problem(anywhere with { Api = GitHubPlace.PublicApi }) is null ? nameof(settings.Api) : nameof(settings.Repository), problem);
        }
        else if (PlaceChecks.Problem(place) is { } wrong)
        {
            yield return new SettingsProblem(nameof(settings.Ref), wrong);
        }
    }

    private static IEnumerable<SettingsProblem> FormProblems(SourceSettingsRow settings)
    {
        if (settings.Repository.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]) yield return new SettingsProblem(nameof(settings.Repository), $"'{settings.Repository}' is no repository. Give OWNER/NAME.");
        if (!Enum.TryParse<GitHubRefKind>(settings.RefKind, out var kind)) yield return new SettingsProblem(nameof(settings.RefKind), $"'{settings.RefKind}' is nothing that can be followed. Use one of {string.Join(", ", Enum.GetNames<GitHubRefKind>())}.");
        else if (kind is GitHubRefKind.Branch or GitHubRefKind.Tag or GitHubRefKind.Commit != (settings.Ref.Length > 0)) yield return new SettingsProblem(nameof(settings.Ref), settings.Ref.Length > 0 ? $"{kind} takes no name, but '{settings.Ref}' is given." : $"The {kind} has no name.");
        if (settings.Api.Length > 0 && !(Uri.TryCreate(settings.Api, UriKind.Absolute, out var api) && api.Scheme is ("https" or "http"))) yield return new SettingsProblem(nameof(settings.Api), $"'{settings.Api}' is no address of an API. Give https://HOST/api/v3/, or leave it empty for GitHub itself.");
        if (settings.Release.Length > 0 && settings.Kind != SourceKind.Attack) yield return new SettingsProblem(nameof(settings.Release), "Only ATT&CK has releases to pin. Follow a tag instead.");
    }
}

/// <summary>Something in a source's settings that cannot work.</summary>
/// <param name="Field">The property of <see cref="SourceSettingsRow"/> that is wrong.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record SettingsProblem(string Field, string Message);
