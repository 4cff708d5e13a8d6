using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Web.Features.Sources;

/// <summary>What a form says, as settings and credential, with what is wrong field by field.</summary>
/// <param name="form">The form.</param>
/// <param name="stored">The source as it is stored; null for a new one.</param>
/// <param name="options">What the installation says about its syncs.</param>
/// <param name="secrets">Opens what is stored where only a part of it changes.</param>
internal sealed class SourceFormReader(SourceForm form, SourceSettingsRow? stored, SyncOptions options, Secrets secrets)
{
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by the form's field.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;

    /// <summary>The settings.</summary>
    public SourceSettingsRow Settings { get; } = new() { Name = "" };

    /// <summary>A new credential; null to keep the one that is stored.</summary>
    public GitHubCredential? Credential { get; private set; }

    /// <summary>Reads it.</summary>
    public SourceFormReader Read()
    {
        ReadKind();
        ReadPlace();
        ReadSchedule();
        Settings.Include = Lines(form.Include);
        Settings.Exclude = Lines(form.Exclude);
        Settings.Priority = Number(form.Priority, nameof(form.Priority));
        Settings.Paused = stored?.Paused ?? false;
        Settings.Revision = int.TryParse(form.Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        ReadCredential();
        foreach (var (field, message) in SourceSettingsCheck.Find(Settings)) problems.TryAdd(FieldOf(field), message);
        return this;
    }

    private void ReadKind()
    {
        Settings.Name = stored?.Name ?? Text(form.Name);
        Settings.Kind = stored?.Kind ?? Choice<SourceKind>(form.Kind, nameof(form.Kind));
        Settings.Domain = stored is not null ? stored.Domain : Settings.Kind == SourceKind.Attack ? Choice<AttackDomain>(form.Domain, nameof(form.Domain)) : null;
        if (stored is null && Settings.Name.Length == 0) problems[nameof(form.Name)] = "Give it a name: 1 to 60 letters, digits, dots, dashes and underscores.";
    }

    private void ReadPlace()
    {
        Settings.Place = Choice<SourcePlace>(form.Place, nameof(form.Place));
        Settings.RefKind = nameof(GitHubRefKind.DefaultBranch);
        if (Settings.Place == SourcePlace.Folder) Settings.Folder = Path.IsPathFullyQualified(Text(form.Folder)) ? Path.GetFullPath(Text(form.Folder)) : Text(form.Folder);
        if (Settings.Place != SourcePlace.GitHub) return;
        (Settings.RefKind, Settings.Ref) = (Text(form.Follow), Text(form.Follow) is nameof(GitHubRefKind.DefaultBranch) or nameof(GitHubRefKind.LatestRelease) ? "" : Text(form.Ref));
        if (Settings.Kind == SourceKind.Attack) Settings.Release = Text(form.Release);
        if (!GitHubAddress.TryParse(Text(form.From), out var address, out var problem))
        {
            (Settings.Repository, problems[nameof(form.From)]) = (Text(form.From), problem);
            return;
        }

        Settings.Repository = $"{address.Owner}/{address.Name}";
        Settings.Api = address.Api == GitHubPlace.PublicApi || address.Api == options.GitHub ? "" : address.Api.ToString();
        if (address.Branch.Length > 0) (Settings.RefKind, Settings.Ref) = (nameof(GitHubRefKind.Branch), address.Branch);
    }

    private void ReadSchedule()
    {
        if (Settings.Place == SourcePlace.Upload) return;
        Settings.Cron = form.Preset == SourceForm.OwnSchedule ? Text(form.Cron) : Text(form.Preset);
        Settings.TimeZone = Text(form.TimeZone) is { Length: > 0 } zone ? zone : "UTC";
        Settings.JitterSeconds = Number(form.Jitter, nameof(form.Jitter));
        if (form.Preset == SourceForm.OwnSchedule && Settings.Cron.Length == 0) problems[nameof(form.Cron)] = "Give minute, hour, day, month and weekday, such as '15 4 * * *', or choose a schedule.";
    }

    private void ReadCredential()
    {
        var kind = Settings.Place == SourcePlace.GitHub ? Choice<CredentialKind>(form.Credential, nameof(form.Credential)) : CredentialKind.None;
        var keeps = stored is not null && stored.Credential == kind && stored.Place == Settings.Place && stored.Api == Settings.Api;
        if (keeps) (Settings.Credential, Settings.Secret, Settings.AppId, Settings.Installation) = (stored!.Credential, stored.Secret, stored.AppId, stored.Installation);
        switch (kind)
        {
            case CredentialKind.None:
                Credential = GitHubCredential.None;
                break;
            case CredentialKind.Token:
                if (Text(form.Token) is { Length: > 0 } token) Credential = new GitHubCredential.Token(token);
                else if (!keeps) problems[nameof(form.Token)] = Missing("the token");
                break;
            default:
                ReadApp(keeps);
                break;
        }
    }

    /// <summary>The number of an App may change while its key stays.</summary>
    private void ReadApp(bool keeps)
    {
        var (id, key) = (Text(form.AppId), Text(form.AppKey));
        if (id.Length == 0) problems[nameof(form.AppId)] = "Give the App's number or client id.";
        if (!long.TryParse(Text(form.Installation), NumberStyles.None, CultureInfo.InvariantCulture, out var installation)) problems[nameof(form.Installation)] = "Give the installation's number.";
        if (key.Length > 0)
        {
            Credential = new GitHubCredential.App(id, key, installation);
            return;
        }

        if (!keeps)
        {
            problems[nameof(form.AppKey)] = Missing("the private key");
            return;
        }

        if (id == stored!.AppId && installation == stored.Installation) return;
        try
        {
            if (secrets.Open(stored) is GitHubCredential.App app) Credential = app with { AppId = id, Installation = installation };
        }
        catch (FeedException problem)
        {
            problems[nameof(form.AppKey)] = problem.Message;
        }
    }

    private string Missing(string what) => stored is { Credential: not CredentialKind.None } && stored.Api != Settings.Api
        ? $"Enter {what} again: what is stored was entered for another address, and does not follow to this one."
        : $"Enter {what}.";

    private static string FieldOf(string property) => property switch
    {
        nameof(SourceSettingsRow.Repository) or nameof(SourceSettingsRow.Api) => nameof(SourceForm.From),
        nameof(SourceSettingsRow.RefKind) => nameof(SourceForm.Follow),
        nameof(SourceSettingsRow.JitterSeconds) => nameof(SourceForm.Jitter),
        _ => property,
    };

    private T Choice<T>(string? text, string field)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value)) return value;
        problems[field] = "Choose one of these.";
        return default;
    }

    private int Number(string? text, string field)
    {
        if (int.TryParse(Text(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        problems[field] = "Give a whole number.";
        return 0;
    }

    private static string Text(string? text) => (text ?? "").Trim();

    private static string Lines(string? text) => string.Join('\n', (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
