using System.CommandLine;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary>How a source is set up, as options of <c>sources add</c> and <c>sources edit</c>.</summary>
internal static class SourceOptions
{
    private static readonly Argument<string> Name = new("name") { Description = "The source: 1 to 60 letters, digits, dots, dashes and underscores." };
    private static readonly Option<string?> Kind = Words("--kind", "What it publishes.", "attack", "d3fend", "sigma", "atomic");
    private static readonly Option<string?> Domain = Words("--domain", "The matrix, for ATT&CK.", "enterprise", "ics", "mobile");
    private static readonly Option<string?> From = Text("--from", "OWNER/NAME, or the address of a repository on GitHub, *.ghe.com or a GitHub Enterprise Server.", "REPOSITORY");
    private static readonly Option<string?> Folder = Text("--folder", "A folder, git clone or archive on this server, which is watched.", "PATH");
    private static readonly Option<bool> Upload = new("--upload") { Description = "It comes from nowhere by itself: a person imports it." };
    private static readonly Option<string?> Branch = Text("--branch", "Follows a branch (default: the default branch).", "NAME");
    private static readonly Option<bool> DefaultBranch = new("--default-branch") { Description = "Follows the default branch again." };
    private static readonly Option<string?> Tag = Text("--tag", "Stays at a tag.", "NAME");
    private static readonly Option<bool> LatestRelease = new("--latest-release") { Description = "Follows the newest release." };
    private static readonly Option<string?> Commit = Text("--commit", "Stays at a commit.", "SHA");
    private static readonly Option<string?> Release = Text("--release", "For ATT&CK: stays at a release such as 18.1; 'newest' follows the newest.", "VERSION");
    private static readonly Option<string[]> Include = new("--include") { Description = "Only files of this pattern, such as 'rules/**/*.yml'. May be repeated.", HelpName = "PATTERN" };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "No files of this pattern. May be repeated.", HelpName = "PATTERN" };
    private static readonly Option<int?> Priority = new("--priority") { Description = "Where two sources hold the same id, the smaller number has it (default: 100).", HelpName = "N" };
    private static readonly Option<string?> Cron = Text("--cron", "When it is synced: minute, hour, day, month, weekday; 'none' for only on demand. A new source is synced daily unless this says otherwise.", "CRON");
    private static readonly Option<string?> TimeZone = Text("--time-zone", "The time zone of --cron (default: UTC).", "ZONE");
    private static readonly Option<int?> Jitter = new("--jitter") { Description = "Up to so many seconds later.", HelpName = "SECONDS" };
    private static readonly Option<string?> TokenFile = Text("--token-file", "A file that holds the token; - for stdin. Never given on the command line, where others could see it.", "FILE");
    private static readonly Option<string?> AppId = Text("--app-id", "The GitHub App's number or client id.", "ID");
    private static readonly Option<string?> AppKey = Text("--app-key-file", "The GitHub App's private key (PEM); - for stdin.", "FILE");
    private static readonly Option<long?> Installation = new("--installation") { Description = "The installation of the GitHub App.", HelpName = "N" };
    private static readonly Option<bool> NoCredential = new("--no-credential") { Description = "Takes the credential away." };

    public static Command AddTo(Command command, bool adding)
    {
        command.Add(Name);
        foreach (var option in new Option[] { Domain, From, Folder, Upload, DefaultBranch, Branch, Tag, LatestRelease, Commit, Release, Include, Exclude, Priority, Cron, TimeZone, Jitter, TokenFile, AppId, AppKey, Installation, NoCredential }) command.Add(option);
        if (adding) command.Add(Kind);
        command.Does(context => adding ? Add(context) : Edit(context));
        return command;
    }

    private static int Add(CommandContext context)
    {
        var settings = new SourceSettingsRow
        {
            Name = context.Parsed.GetValue(Name)!,
            Kind = Enum.Parse<SourceKind>(context.Parsed.GetValue(Kind) ?? throw new CommandFailure("Say what it publishes: --kind attack, d3fend, sigma or atomic."), ignoreCase: true),
            Place = SourcePlace.Upload,
            RefKind = nameof(GitHubRefKind.DefaultBranch),
        };
        if (!context.Parsed.GetValue(Upload)) (settings.Cron, settings.JitterSeconds) = (Schedule.Daily, Schedule.UsualJitter);
        var placed = context.Parsed.GetValue(From) is not null || context.Parsed.GetValue(Folder) is not null || context.Parsed.GetValue(Upload);
        if (!placed) throw new CommandFailure("Say where it comes from: --from REPOSITORY, --folder PATH, or --upload.");
        Apply(context, settings);
        context.Get<SourceSettings>().Add(settings, Credential(context) ?? GitHubCredential.None, CommandContext.Operator);
        context.Note($"{settings.Name}: added, synced {ScheduleText.Of(settings)}. Sync it now with 'coverage sync {settings.Name}', or test it with 'coverage sources test {settings.Name}'.");
        return ExitCodes.Done;
    }

    private static int Edit(CommandContext context)
    {
        var name = context.Parsed.GetValue(Name)!;
        var settings = context.Get<SourceSettings>().Find(name) ?? throw new CommandFailure($"There is no source '{name}'. See 'coverage sources list'.");
        Apply(context, settings);
        context.Get<SourceSettings>().Edit(settings, Credential(context), CommandContext.Operator);
        context.Note($"{name}: {SourceSettingsCheck.Words(context.Get<SourceSettings>().Find(name)!)}");
        return ExitCodes.Done;
    }

    private static void Apply(CommandContext context, SourceSettingsRow settings)
    {
        var parsed = context.Parsed;
        if (parsed.GetValue(Domain) is { } domain) settings.Domain = Enum.Parse<AttackDomain>(domain, ignoreCase: true);
        ApplyPlace(parsed, settings, context.Get<SyncOptions>());
        ApplyRef(parsed, settings);
        if (parsed.GetValue(Release) is { } release) settings.Release = release == "newest" ? "" : release;
        if (parsed.GetValue(Include) is { Length: > 0 } include) settings.Include = string.Join('\n', include);
        if (parsed.GetValue(Exclude) is { Length: > 0 } exclude) settings.Exclude = string.Join('\n', exclude);
        settings.Priority = parsed.GetValue(Priority) ?? settings.Priority;
        if (parsed.GetValue(Cron) is { } cron) settings.Cron = cron is "none" or "never" ? "" : cron;
        settings.TimeZone = parsed.GetValue(TimeZone) ?? settings.TimeZone;
        settings.JitterSeconds = parsed.GetValue(Jitter) ?? settings.JitterSeconds;
    }

    private static void ApplyPlace(ParseResult parsed, SourceSettingsRow settings, SyncOptions options)
    {
        if (parsed.GetValue(Upload)) MoveTo(settings, SourcePlace.Upload);
        if (parsed.GetValue(Folder) is { } folder)
        {
            MoveTo(settings, SourcePlace.Folder);
            settings.Folder = Path.GetFullPath(folder);
        }

        if (parsed.GetValue(From) is not { } from) return;
        if (!GitHubAddress.TryParse(from, out var address, out var problem)) throw new CommandFailure($"'{from}': {problem}");
        MoveTo(settings, SourcePlace.GitHub);
        settings.Repository = $"{address.Owner}/{address.Name}";
        settings.Api = address.Api == GitHubPlace.PublicApi || address.Api == options.GitHub ? "" : address.Api.ToString();
        if (address.Branch.Length > 0) (settings.RefKind, settings.Ref) = (nameof(GitHubRefKind.Branch), address.Branch);
    }

    /// <summary>What only the former kind of place uses goes with it.</summary>
    private static void MoveTo(SourceSettingsRow settings, SourcePlace place)
    {
        if (settings.Place == place) return;
        settings.Place = place;
        (settings.Api, settings.Repository, settings.RefKind, settings.Ref, settings.Release, settings.Folder) = ("", "", nameof(GitHubRefKind.DefaultBranch), "", "", "");
        if (place == SourcePlace.Upload) (settings.Cron, settings.JitterSeconds, settings.Include, settings.Exclude) = ("", 0, "", "");
    }

    private static void ApplyRef(ParseResult parsed, SourceSettingsRow settings)
    {
        var named = new (GitHubRefKind Kind, string? Value)[]
        {
            (GitHubRefKind.DefaultBranch, parsed.GetValue(DefaultBranch) ? "" : null), (GitHubRefKind.Branch, parsed.GetValue(Branch)), (GitHubRefKind.Tag, parsed.GetValue(Tag)),
            (GitHubRefKind.Commit, parsed.GetValue(Commit)), (GitHubRefKind.LatestRelease, parsed.GetValue(LatestRelease) ? "" : null),
        }.Where(choice => choice.Value is not null).ToList();
        if (named.Count > 1) throw new CommandFailure("Follow one thing: --default-branch, --branch, --tag, --commit or --latest-release.");
        if (named is [var (kind, value)]) (settings.RefKind, settings.Ref) = (kind.ToString(), value!);
    }

    private static GitHubCredential? Credential(CommandContext context)
    {
        var parsed = context.Parsed;
        var app = parsed.GetValue(AppKey) is not null || parsed.GetValue(AppId) is not null || parsed.GetValue(Installation) is not null;
        if (new[] { parsed.GetValue(NoCredential), parsed.GetValue(TokenFile) is not null, app }.Count(chosen => chosen) > 1) throw new CommandFailure("One credential: --token-file, a GitHub App, or --no-credential.");
        if (parsed.GetValue(NoCredential)) return GitHubCredential.None;
        if (parsed.GetValue(TokenFile) is { } token) return new GitHubCredential.Token(Secret(token));
        if (!app) return null;
        return parsed.GetValue(AppId) is { } id && parsed.GetValue(Installation) is { } installation && parsed.GetValue(AppKey) is { } key
            ? new GitHubCredential.App(id, Secret(key), installation)
            : throw new CommandFailure("A GitHub App needs --app-id, --app-key-file and --installation.");
    }

    /// <summary>A secret that stands in a file.</summary>
    /// <exception cref="CommandFailure">It is empty, or cannot be read.</exception>
    public static string Secret(string file)
    {
        var text = Text(file).Trim();
        return text.Length > 0 ? text : throw new CommandFailure($"{(file == "-" ? "stdin" : file)} is empty.");
    }

    private static string Text(string file)
    {
        try
        {
            return file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{file} cannot be read: {problem.Message} Give a file that holds nothing but the secret and that this account may read, or - for stdin.");
        }
    }

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static Option<string?> Words(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
