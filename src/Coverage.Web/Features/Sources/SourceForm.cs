using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Web.Commands;

namespace Coverage.Web.Features.Sources;

/// <summary>
/// How a source is set up, as a browser sends it: everything as it was typed, so that nothing is lost where something is
/// wrong. Secrets come in by it and never go out.
/// </summary>
public sealed class SourceForm
{
    /// <summary>The value of <see cref="Preset"/> for a schedule that is typed.</summary>
    public const string OwnSchedule = "own";

    /// <summary>The source's name.</summary>
    public string? Name { get; set; }

    /// <summary>What it publishes.</summary>
    public string? Kind { get; set; } = nameof(SourceKind.Sigma);

    /// <summary>The matrix, for ATT&amp;CK.</summary>
    public string? Domain { get; set; } = nameof(AttackDomain.Enterprise);

    /// <summary>Where it comes from.</summary>
    public string? Place { get; set; } = nameof(SourcePlace.GitHub);

    /// <summary>The repository.</summary>
    public string? From { get; set; }

    /// <summary>The path on the server.</summary>
    public string? Folder { get; set; }

    /// <summary>What of the repository is followed.</summary>
    public string? Follow { get; set; } = nameof(GitHubRefKind.DefaultBranch);

    /// <summary>The branch, tag or commit.</summary>
    public string? Ref { get; set; }

    /// <summary>For ATT&amp;CK: the release that it stays at.</summary>
    public string? Release { get; set; }

    /// <summary>Patterns, one a line.</summary>
    public string? Include { get; set; }

    /// <summary>Patterns, one a line.</summary>
    public string? Exclude { get; set; }

    /// <summary>Who has an identifier that two sources hold.</summary>
    public string? Priority { get; set; } = "100";

    /// <summary>A schedule to choose, or <see cref="OwnSchedule"/>.</summary>
    public string? Preset { get; set; } = Schedule.Daily;

    /// <summary>A schedule that is typed.</summary>
    public string? Cron { get; set; }

    /// <summary>The schedule's time zone.</summary>
    public string? TimeZone { get; set; } = "UTC";

    /// <summary>Seconds.</summary>
    public string? Jitter { get; set; } = Schedule.UsualJitter.ToString(CultureInfo.InvariantCulture);

    /// <summary>None, Token or App.</summary>
    public string? Credential { get; set; } = nameof(CredentialKind.None);

    /// <summary>A new token; empty keeps the stored one.</summary>
    public string? Token { get; set; }

    /// <summary>The App's number or client id.</summary>
    public string? AppId { get; set; }

    /// <summary>A new private key; empty keeps the stored one.</summary>
    public string? AppKey { get; set; }

    /// <summary>The App's installation.</summary>
    public string? Installation { get; set; }

    /// <summary>Counts the changes that the editor saw.</summary>
    public string? Revision { get; set; } = "0";

    /// <summary>Which button was pressed: <c>save</c> or <c>test</c>.</summary>
    public string? Do { get; set; }

    /// <summary>The form of a source that is set up.</summary>
    public static SourceForm Of(SourceSettingsRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new SourceForm
        {
            Name = row.Name,
            Kind = row.Kind.ToString(),
            Domain = row.Domain?.ToString(),
            Place = row.Place.ToString(),
            From = row.Place == SourcePlace.GitHub ? Address(row, orName: true) : "",
            Folder = row.Folder,
            Follow = row.RefKind.Length > 0 ? row.RefKind : nameof(GitHubRefKind.DefaultBranch),
            Ref = row.Ref,
            Release = row.Release,
            Include = row.Include,
            Exclude = row.Exclude,
            Priority = row.Priority.ToString(CultureInfo.InvariantCulture),
            Preset = ScheduleText.Usual.Any(schedule => schedule.Cron == row.Cron) ? row.Cron : OwnSchedule,
            Cron = row.Cron,
            TimeZone = row.TimeZone,
            Jitter = row.JitterSeconds.ToString(CultureInfo.InvariantCulture),
            Credential = row.Credential.ToString(),
            AppId = row.AppId,
            Installation = row.Installation?.ToString(CultureInfo.InvariantCulture),
            Revision = row.Revision.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The repository's page, as people write it.</summary>
    /// <param name="row">The source.</param>
    /// <param name="orName">Gives OWNER/NAME where that is enough.</param>
    internal static string Address(SourceSettingsRow row, bool orName = false)
    {
        if (row.Api.Length == 0) return orName ? row.Repository : $"https://github.com/{row.Repository}";
        var api = new Uri(row.Api);
        var host = api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) && api.AbsolutePath == "/" ? api.Authority[4..] : api.Authority;
        return $"{api.Scheme}://{host}/{row.Repository}";
    }
}
