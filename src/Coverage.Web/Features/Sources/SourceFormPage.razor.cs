using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Commands;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Sources;

/// <summary>Sets up a source, or changes how one is set up.</summary>
public sealed partial class SourceFormPage
{
    private static readonly (string, string)[] Kinds = [.. new[] { SourceKind.Sigma, SourceKind.Atomic, SourceKind.Attack, SourceKind.D3fend }.Select(kind => (kind.ToString(), KindWords.Of(kind)))];
    private static readonly (string, string)[] Domains = [.. Enum.GetValues<AttackDomain>().Select(domain => (domain.ToString(), domain.Name()))];
    private static readonly (string, string)[] Places = [(nameof(SourcePlace.GitHub), "GitHub"), (nameof(SourcePlace.Folder), "a folder on this server"), (nameof(SourcePlace.Upload), "upload")];
    private static readonly (string, string)[] Follows = [(nameof(GitHubRefKind.DefaultBranch), "the default branch"), (nameof(GitHubRefKind.Branch), "a branch"), (nameof(GitHubRefKind.Tag), "a tag"), (nameof(GitHubRefKind.LatestRelease), "the latest release"), (nameof(GitHubRefKind.Commit), "one commit, for good")];
    private static readonly (string, string)[] Presets = [.. ScheduleText.Usual.Select(schedule => (schedule.Cron, schedule.Words)), (SourceForm.OwnSchedule, "as typed beside")];
    private static readonly (string, string)[] Credentials = [(nameof(CredentialKind.None), "none"), (nameof(CredentialKind.Token), "token"), (nameof(CredentialKind.App), "GitHub App")];
    private static readonly string[] Zones = [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id is "UTC" || id.Contains('/', StringComparison.Ordinal))];

    private SourceSettingsRow? stored;
    private IReadOnlyDictionary<string, string> problems = new Dictionary<string, string>();
    private IReadOnlyList<ProbeFinding> findings = [];
    private string problem = "";
    private int held;

    [Inject] private SourceSettings Sources { get; set; } = null!;

    [Inject] private SyncOptions Options { get; set; } = null!;

    [Inject] private Secrets Secrets { get; set; } = null!;

    [Inject] private Feeds Feeds { get; set; } = null!;

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter] private HttpContext? Context { get; set; }

    /// <summary>The source; null for a new one.</summary>
    [Parameter] public string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "source")] private SourceForm? Form { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        stored = Name is null ? null : Sources.Find(Name);
        Form ??= stored is null ? new SourceForm() : SourceForm.Of(stored);
        held = Views.Current.Items.Count(item => item.Source == Name);
    }

    private async Task SubmitAsync()
    {
        var read = new SourceFormReader(Form!, stored, Options, Secrets).Read();
        problems = read.Problems;
        if (problems.Count > 0)
        {
            problem = problems.Count == 1 ? "One field needs another look; nothing has changed." : $"{problems.Count} fields need another look; nothing has changed.";
        }
        else if (Form!.Do == "test")
        {
            findings = await Feeds.TestAsync(read.Settings, read.Credential, Context!.RequestAborted);
        }
        else
        {
            await SaveAsync(read);
        }
    }

    private async Task SaveAsync(SourceFormReader read)
    {
        try
        {
            var who = await Person.GetAsync() ?? throw new ImportUsageException("You are no longer signed in. Sign in by a new link.");
            if (stored is null) Sources.Add(read.Settings, read.Credential ?? GitHubCredential.None, who);
            else Sources.Edit(read.Settings, read.Credential is GitHubCredential.NoCredential && stored.Credential == CredentialKind.None ? null : read.Credential, who);
            Navigation.NavigateTo(SourceUrls.Page(read.Settings.Name));
        }
        catch (Exception refusal) when (refusal is ImportUsageException or NotAllowedException or DatabaseException)
        {
            problem = refusal.Message;
        }
    }
}
