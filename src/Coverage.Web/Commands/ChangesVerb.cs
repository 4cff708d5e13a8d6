using System.CommandLine;
using Coverage.Exchange;
using Coverage.Reports;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Features.Changes;
using Coverage.Web.Hosting;

namespace Coverage.Web.Commands;

/// <summary><c>coverage changes</c>: what imports and syncs changed.</summary>
internal static class ChangesVerb
{
    private static readonly Option<string?> Since = new("--since") { Description = "From a day on, after a change set, or all (default: the last 30 days).", HelpName = "DATE|SET|all" };
    private static readonly Option<string?> Source = new("--source") { Description = "Only those of this source.", HelpName = "NAME" };
    private static readonly Option<string?> Kind = Among("--kind", "Only items of this kind.", KindWords.All);
    private static readonly Option<string?> What = Among("--what", "Only those to which this happened; republished are those in which nothing differs that is read here.", [.. Happenings.All.Select(one => one.Word())]);
    private static readonly Option<string?> Technique = new("--technique") { Description = "Only those that concern this technique, current or as written.", HelpName = "ID" };
    private static readonly Option<bool> Deployed = new("--deployed") { Description = "Only rules that are recorded as deployed here." };
    private static readonly Option<string> GroupBy = LinksVerb.Choice("--group-by", "For text and markdown: day (default), source or technique.", required: false, "day", "source", "technique");
    private static readonly Option<string> Format = LinksVerb.Choice("--format", "text (default), markdown, json, csv, or rss (the newest 200).", required: false, "text", "markdown", "json", "csv", "rss");
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("changes", "Lists what imports and syncs changed: new, changed, removed, moved, retagged, renamed, deprecated, revoked.\n\nExample: coverage changes --since 2026-08-01 --source sigma --group-by technique\nExample: coverage changes --since all --what revoked --format markdown -o changes.md")
        {
            Since, Source, Kind, What, Technique, Deployed, GroupBy, Format, Output,
        };
        command.Does(Run);
        return command;
    }

    private static Option<string?> Among(string name, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }

    private static int Run(CommandContext context)
    {
        var view = context.View;
        var query = Query(context);
        var source = query.Filter.Source;
        if (source.Length > 0 && view.Sources.All(one => one.Name != source)) throw new CommandFailure($"There is no source '{source}'. The sources are {string.Join(", ", view.Sources.Select(one => one.Name))}.");
        var entries = new ChangeLog(context.Database).Of(view).Narrow(query.For(null, TimeProvider.System.GetUtcNow().UtcDateTime), query.Filter.Deployed ? UpstreamChange.Deployed(context.Get<PostureViews>().Current.Posture) : null).Entries;
        var file = context.Parsed.GetValue(Output);
        var report = new ChangesReport(view, query.By);
        switch (context.Json ? "json" : context.Parsed.GetValue(Format))
        {
            case "json":
                CommandContext.Output(file, stream => ChangeFile.WriteJson(stream, entries));
                break;
            case "csv":
                CommandContext.OutputText(file, writer => ChangeFile.WriteCsv(writer, entries));
                break;
            case "markdown":
                CommandContext.OutputText(file, writer => report.WriteMarkdown(writer, entries));
                break;
            case "rss":
                var address = ServerFile.Read(context.DataFolder)?.Address ?? ServerAddress.Usual;
                CommandContext.Output(file, stream => new ChangeFeed("Coverage: changes", address, query.Url, "/changes.rss" + query).WriteRss(stream, entries));
                break;
            default:
                CommandContext.OutputText(file, writer => report.WriteText(writer, entries));
                break;
        }

        if (entries.Count == 0) context.Note($"Nothing changed{(query.Since.Length > 0 ? "" : " in the last 30 days; --since all shows everything")}.");
        return ExitCodes.Done;
    }

    private static ChangesQuery Query(CommandContext context)
    {
        var since = context.Parsed.GetValue(Since)?.Trim() ?? "";
        if (since.Length > 0 && InboxSince.Parse(since) is null) throw new CommandFailure($"--since takes a day (2026-08-01), a change set's number, or all; '{since}' is none of these.");
        return new ChangesQuery
        {
            Since = since,
            By = Enum.Parse<InboxGrouping>(context.Parsed.GetValue(GroupBy)!, ignoreCase: true),
            Filter = new InboxFilter
            {
                Source = context.Parsed.GetValue(Source) ?? "",
                Kind = KindWords.Parse(context.Parsed.GetValue(Kind)),
                What = Happenings.Parse(context.Parsed.GetValue(What)),
                Technique = context.Parsed.GetValue(Technique) ?? "",
                Deployed = context.Parsed.GetValue(Deployed),
            },
        };
    }
}
