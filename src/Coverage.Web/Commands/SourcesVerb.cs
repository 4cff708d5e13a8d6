using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary><c>coverage sources</c>: how the sources are set up, and how they are.</summary>
internal static class SourcesVerb
{
    private static readonly Argument<string> Name = new("name") { Description = "The source." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Removes it with everything that it holds, without asking." };
    private static readonly Argument<string?> Host = new("host") { Arity = ArgumentArity.ZeroOrOne, Description = "HOST or *.SUFFIX (https, public addresses), or http(s)://HOST:PORT (exactly that, in a private network too)." };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Takes it away." };
    private static readonly Option<string?> SecretFile = new("--secret-file") { Description = "A file that holds the secret; - for stdin.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("sources", "Lists, adds, edits, removes, pauses and tests sources.\n\nExample: coverage sources add our-rules --kind sigma --from https://github.com/acme/detections --token-file token.txt");
        command.Add(Verb("list", "Lists the sources with their state and next run.\n\nExample: coverage sources list --json", List));
        command.Add(SourceOptions.AddTo(new Command("add", "Adds a source.\n\nExample: coverage sources add our-rules --kind sigma --from acme/detections --branch main --token-file token.txt"), adding: true));
        command.Add(SourceOptions.AddTo(new Command("edit", "Changes a source; what is not named stays.\n\nExample: coverage sources edit sigma --cron '0 */6 * * *'"), adding: false));
        command.Add(Verb("remove", "Removes a source with everything that it holds.\n\nExample: coverage sources remove our-rules --yes", RemoveSource, Name, Yes));
        command.Add(Verb("pause", "Pauses a source: its schedule no longer syncs it.\n\nExample: coverage sources pause sigma", context => Pause(context, true), Name));
        command.Add(Verb("resume", "Resumes a paused source.\n\nExample: coverage sources resume sigma", context => Pause(context, false), Name));
        command.Add(Verb("webhook", "Enters the secret by which GitHub's pushes to a source are known, or takes it away. GitHub delivers to /hooks/github/NAME.\n\nExample: coverage sources webhook our-rules --secret-file secret.txt", Webhook, Name, SecretFile, Remove));
        command.Add(SourceTestVerb.Create(Name));
        command.Add(Verb("hosts", "Lists the hosts that may be asked, or allows one.\n\nExample: coverage sources hosts github.acme.example", Hosts, Host, Remove));
        return command;
    }

    private static Command Verb(string name, string description, Func<CommandContext, int> action, params Symbol[] parts)
    {
        var command = new Command(name, description);
        foreach (var part in parts)
        {
            if (part is Argument argument) command.Add(argument);
            else command.Add((Option)part);
        }

        command.Does(action);
        return command;
    }

    private static int Webhook(CommandContext context)
    {
        var (name, file, remove) = (context.Parsed.GetValue(Name)!, context.Parsed.GetValue(SecretFile), context.Parsed.GetValue(Remove));
        if (file is null == !remove) throw new CommandFailure("Give --secret-file FILE, or --remove.");
        context.Get<Webhooks>().Set(name, file is null ? null : SourceOptions.Secret(file), CommandContext.Operator);
        context.Note(remove ? $"{name}: no push is heard of any more." : $"{name}: the secret is stored. Enter it at GitHub with the address of this installation and /hooks/github/{name}.");
        return ExitCodes.Done;
    }

    private static int List(CommandContext context)
    {
        var all = context.Get<SourceHealth>().All();
        if (context.Json) CommandContext.Output(null, stream => JsonText.Write(stream, writer => Write(writer, all)));
        else CommandContext.OutputText(null, writer => Write(writer, all));
        return ExitCodes.Done;
    }

    private static void Write(TextWriter writer, IReadOnlyList<SourceStatus> all)
    {
        if (all.Count == 0) writer.WriteLine("No source is set up. Add one: coverage sources add NAME --kind sigma --from OWNER/NAME");
        foreach (var source in all)
        {
            var next = source.RunningSince is not null ? "being synced now" : source.Next is { } at ? $"next {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "no schedule";
            writer.WriteLine($"{source.Settings.Name}: {SourceSettingsCheck.Words(source.Settings)}; {HealthText.Of(source)}; {next}");
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SourceStatus> all)
    {
        writer.WriteStartArray();
        foreach (var (settings, holds, state, last, health, stale, next, running) in all)
        {
            writer.WriteStartObject();
            writer.WriteString("name", settings.Name);
            writer.WriteString("kind", settings.Kind.ToString().ToLowerInvariant());
            if (settings.Domain is { } domain) writer.WriteString("domain", domain.ToString().ToLowerInvariant());
            writer.WriteString("place", settings.Place.ToString().ToLowerInvariant());
            writer.WriteString("api", settings.Api);
            writer.WriteString("repository", settings.Repository);
            writer.WriteString("follows", settings.RefKind.ToLowerInvariant());
            writer.WriteString("ref", settings.Ref);
            writer.WriteString("release", settings.Release);
            writer.WriteString("folder", settings.Folder);
            writer.WriteString("include", settings.Include);
            writer.WriteString("exclude", settings.Exclude);
            writer.WriteNumber("priority", settings.Priority);
            writer.WriteString("cron", settings.Cron);
            writer.WriteString("time_zone", settings.TimeZone);
            writer.WriteNumber("jitter_seconds", settings.JitterSeconds);
            writer.WriteString("credential", settings.Credential.ToString().ToLowerInvariant());
            writer.WriteString("state", health.ToString().ToLowerInvariant());
            writer.WriteString("message", state?.Message ?? "");
            Time(writer, "failing_since", state?.FailingSince);
            Time(writer, "stale_since", stale);
            Time(writer, "succeeded", state?.SucceededAt);
            Time(writer, "next", next);
            Time(writer, "running_since", running);
            writer.WriteString("commit", holds?.Commit ?? "");
            writer.WriteString("last_outcome", last?.Outcome.ToString().ToLowerInvariant() ?? "");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTime? time)
    {
        if (time is { } at) writer.WriteString(name, at);
    }

    private static int RemoveSource(CommandContext context)
    {
        var name = context.Parsed.GetValue(Name)!;
        if (!context.Parsed.GetValue(Yes)) throw new CommandFailure($"That removes '{name}' with everything that it holds. Say --yes to do it, or pause it: coverage sources pause {name}");
        var items = context.Get<SourceSettings>().Remove(name, CommandContext.Operator);
        context.Note($"{name}: removed, with {items} items.");
        return ExitCodes.Done;
    }

    private static int Pause(CommandContext context, bool paused)
    {
        context.Get<SourceSettings>().Pause(context.Parsed.GetValue(Name)!, paused, CommandContext.Operator);
        return ExitCodes.Done;
    }

    private static int Hosts(CommandContext context)
    {
        var sources = context.Get<SourceSettings>();
        if (context.Parsed.GetValue(Remove) && context.Parsed.GetValue(Host) is null) throw new CommandFailure("Name the host that is to be allowed no longer.");
        if (context.Parsed.GetValue(Host) is { } host)
        {
            sources.AllowHost(host, !context.Parsed.GetValue(Remove), CommandContext.Operator);
            if (!context.Parsed.GetValue(Remove) && AllowedHosts.Warning(host) is { Length: > 0 } warning) CommandContext.Error.WriteLine($"Allowed. {warning} Take it away: coverage sources hosts {host} --remove");
        }

        foreach (var entry in context.Get<Feeds>().Hosts()) Console.Out.WriteLine(entry);
        return ExitCodes.Done;
    }

}
