using System.CommandLine;
using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Recording.Upgrading;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Views.Changes;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage upgrade</c>: what a release of ATT&amp;CK does to the posture.</summary>
internal static class UpgradeVerb
{
    private const int MostMoved = 30;

    private static readonly Argument<string?> File = new("file") { Description = "The release: a STIX bundle, or the folder or archive that holds it.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> From = new("--from") { Description = "The newest release that this source could have, also where it stays with an older one; fetched, and not kept.", HelpName = "SOURCE" };

    public static Command Create()
    {
        var rehearse = new Command("rehearse", "Says what importing a release would do to entries and scores; changes nothing.") { File, From };
        rehearse.Does((context, cancellationToken) => Task.FromResult(Rehearse(context, cancellationToken)));
        var carry = new Command("carry", "Carries along what has one successor, as one step.");
        carry.Does(Carry);
        var queue = new Command("queue", "Lists what waits for a decision.");
        queue.Does(context => Print(context, context.Get<AttackUpgrades>().Plan, null));
        return new Command("upgrade", "What a release of ATT&CK does to entries that name techniques.\n\nExample: coverage upgrade rehearse enterprise-attack-19.1.json") { rehearse, carry, queue };
    }

    /// <summary>Carries along after an import, if there is anything to carry. Where no entry names a technique, no view is built to find that out.</summary>
    public static void CarryAfterImport(CommandContext context)
    {
        if (!NamedTechnique.Of(PostureContent.Read(context.Database).Posture).Any()) return;
        if (context.Get<AttackUpgrades>().Carry(CommandContext.Operator) is { } step) context.Note($"{Words.Plain(step.Entries.Count, "entry", "entries")} of the posture carried along to the new ATT&CK, as step {step.EditId}.");
        if (context.Get<AttackUpgrades>().Plan.Queue.Count is > 0 and var waiting) context.Note($"{Words.Plain(waiting, "entry", "entries")} of the posture wait for a decision: coverage upgrade queue");
    }

    private static int Carry(CommandContext context)
    {
        CarryAfterImport(context);
        return ExitCodes.Done;
    }

    private static int Rehearse(CommandContext context, CancellationToken cancellationToken)
    {
        var (path, source) = (context.Parsed.GetValue(File), context.Parsed.GetValue(From));
        if (path is null == source is null) throw new ImportUsageException("Give either a file or --from SOURCE.");
        var newest = context.Get<NewestContent>();
        var from = source is null ? null : newest.Find(source, SourceKind.Attack);
        var rehearsed = context.Get<UpgradeRehearsal>().Run(
            CommandContext.Operator,
            () => from is null ? SourceTrees.Open(path!) : newest.Fetch(from, CommandContext.Operator, new FeedMeter(), cancellationToken),
            cancellationToken);
        return Print(context, rehearsed.Plan, rehearsed);
    }

    private static int Print(CommandContext context, UpgradePlan plan, RehearsedUpgrade? rehearsed)
    {
        if (context.Json) CommandContext.Output(null, stream => WriteJson(stream, plan, rehearsed));
        else CommandContext.OutputText(null, writer => Write(writer, plan, rehearsed));
        return ExitCodes.Done;
    }

    private static void Write(TextWriter writer, UpgradePlan plan, RehearsedUpgrade? rehearsed)
    {
        writer.WriteLine($"{Words.Plain(plan.Unchanged, "entry", "entries")} unchanged, {plan.Carried.Count} carried along, {plan.Queue.Count} waiting for a decision");
        foreach (var entry in plan.Entries) writer.WriteLine($"{entry.Outcome.ToString().ToLowerInvariant(),-9}  {entry.Named.Technique,-9}  {entry.Named.Says}: {entry.Why}");
        if (rehearsed is null) return;
        var (before, after) = (rehearsed.Before.Table.Totals, rehearsed.After.Table.Totals);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Overall {before.Overall:0.0} to {after.Overall:0.0}, available {before.Available:0.0} to {after.Available:0.0} %, deployed {before.Deployed:0.0} to {after.Deployed:0.0} %, validated {before.Validated:0.0} to {after.Validated:0.0} %"));
        writer.WriteLine($"{Words.Plain(rehearsed.Moved.Count, "technique")} whose Coverage moves only because the map does");
        foreach (var (technique, then, now) in rehearsed.Moved.Take(MostMoved)) writer.WriteLine($"{technique,-9}  {Score(then)} to {Score(now)}");
        foreach (var what in AttackUpgrade.Told)
        {
            foreach (var technique in rehearsed.Techniques.Where(technique => technique.What.HasFlag(what))) writer.WriteLine($"{what.Word(),-9}  {technique.ExternalId,-9}  {technique.Title}{(ChangeWords.Difference(technique) is { Length: > 0 } says ? $": {says}" : "")}");
        }
    }

    private static void WriteJson(Stream stream, UpgradePlan plan, RehearsedUpgrade? rehearsed) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("unchanged", plan.Unchanged);
        writer.WriteNumber("carried", plan.Carried.Count);
        writer.WriteNumber("waiting", plan.Queue.Count);
        writer.WriteStartArray("entries");
        foreach (var entry in plan.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("technique", entry.Named.Technique);
            writer.WriteString("entry", entry.Named.Says);
            writer.WriteString("outcome", entry.Outcome.ToString().ToLowerInvariant());
            writer.WriteString("why", entry.Why);
            writer.WriteTexts("successors", entry.Successors.Select(technique => technique.ExternalId));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (rehearsed is not null)
        {
            writer.WriteStartArray("moved");
            foreach (var (technique, then, now) in rehearsed.Moved)
            {
                writer.WriteStartObject();
                writer.WriteString("technique", technique);
                if (then is { } known) writer.WriteNumber("before", known);
                if (now is { } scored) writer.WriteNumber("after", scored);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("techniques");
            foreach (var technique in rehearsed.Techniques)
            {
                writer.WriteStartObject();
                writer.WriteTexts("what", technique.What.Each().Select(what => what.Word()));
                writer.WriteString("technique", technique.ExternalId);
                writer.WriteString("title", technique.Title);
                if (technique.TitleBefore.Length > 0) writer.WriteString("title_before", technique.TitleBefore);
                writer.WriteTexts("successors", technique.Replacements.Select(next => next.ExternalId));
                writer.WriteString("difference", ChangeWords.Difference(technique));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static string Score(double? score) => score is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "none";
}
