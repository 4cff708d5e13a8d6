using System.CommandLine;
using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage import</c>: brings sources up to date from paths.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "First, if wanted, the kind: attack, d3fend, sigma, atomic or pack; else it is seen from the content. Then folders, git clones, .zip, .tar.gz, or single .json, .ttl, .yml files, each also .gz; or one .coveragepack.",
    };

    private static readonly Option<string?> Source = new("--source") { Description = "The source to bring up to date (default: that of the kind, for ATT&CK of the domain).", HelpName = "NAME" };

    private static readonly Option<bool> Force = new("--force") { Description = "Take an input that is older than what is loaded, or that removes more than 20 %." };

    private static readonly Option<string?> Trust = new("--trust") { Description = "Of a pack: trust the signer with this fingerprint, from now on. Compare it with the sender's first.", HelpName = "FINGERPRINT" };

    public static Command Create()
    {
        var command = new Command("import", "Imports sources; several paths are taken whole or not at all.\n\nExample: coverage import sigma sigma-master.tar.gz atomic-red-team.zip enterprise-attack.json.gz") { Paths, Source, Force, Trust };
        command.Does((context, cancellationToken) => Task.FromResult(Run(context, cancellationToken)));
        return command;
    }

    private static int Run(CommandContext context, CancellationToken cancellationToken)
    {
        var paths = context.Parsed.GetValue(Paths)!;
        if (Pack(paths) is { } pack) return RunPack(context, pack, cancellationToken);
        if (context.Parsed.GetValue(Trust) is not null) throw new CommandFailure("--trust is for packs: coverage import pack FILE --trust FINGERPRINT");
        var kind = Kind(paths[0]);
        if (kind is not null) paths = paths[1..];
        if (paths.Length == 0) throw new CommandFailure("Give at least one path after the kind.");
        using var progress = new ProgressLine(context.Quiet);
        var done = new ImportRunner(context.Database, context.Ledger).Run(
            new ImportRequest
            {
                Inputs = [.. paths.Select(path => (Func<SourceTree>)(() => SourceTrees.Open(path)))],
                Kind = kind,
                Source = context.Parsed.GetValue(Source),
                Force = context.Parsed.GetValue(Force),
            },
            CommandContext.Operator,
            progress,
            cancellationToken);
        progress.Dispose();
        return Tell(context, done);
    }

    /// <summary>The pack that is meant, or null if it is none.</summary>
    private static string? Pack(string[] paths)
    {
        var named = paths[0] == "pack";
        if (!named && !paths.Any(path => path.EndsWith(".coveragepack", StringComparison.OrdinalIgnoreCase))) return null;
        if (named) paths = paths[1..];
        return paths.Length == 1 ? paths[0] : throw new CommandFailure("A pack is imported by itself: coverage import pack FILE");
    }

    private static int RunPack(CommandContext context, string path, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(Source) is not null) throw new CommandFailure("A pack brings its sources under their own names; --source cannot be used with it.");
        var request = new PackImportRequest { Force = context.Parsed.GetValue(Force), Trust = context.Parsed.GetValue(Trust) is { } given ? PackVerb.Fingerprint(given) : null };
        using var progress = new ProgressLine(context.Quiet);
        var done = new PackImport(context.Database, context.Ledger).Run(PackReader.Open(path, cancellationToken), request, CommandContext.Operator, progress, cancellationToken);
        progress.Dispose();
        return Tell(context, done);
    }

    private static int Tell(CommandContext context, IReadOnlyList<ImportedSource> done)
    {
        foreach (var imported in done)
        {
            foreach (var problem in imported.Problems) CommandContext.Error.WriteLine(ProblemLine.Of(imported.Change.Source, problem));
        }

        Print(context, done);
        UpgradeVerb.CarryAfterImport(context);
        return ExitCodes.Done;
    }

    private static SourceKind? Kind(string word) => word switch
    {
        "attack" => SourceKind.Attack,
        "d3fend" => SourceKind.D3fend,
        "sigma" => SourceKind.Sigma,
        "atomic" => SourceKind.Atomic,
        _ => null,
    };

    private static void Print(CommandContext context, IReadOnlyList<ImportedSource> done)
    {
        if (context.Json)
        {
            CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
            {
                writer.WriteStartArray();
                foreach (var imported in done) ChangeSetText.Write(writer, imported);
                writer.WriteEndArray();
            }));
            return;
        }

        foreach (var imported in done) Console.Out.WriteLine(ChangeSetText.Of(imported.Change));
    }
}

/// <summary>A change set in words and as JSON.</summary>
internal static class ChangeSetText
{
    public static string Of(ChangeSetRow set) => $"{Head(set)}: {Figures(set)}";

    /// <summary>The source with its state, such as <c>sigma (2026-08-05)</c>.</summary>
    public static string Head(ChangeSetRow set)
    {
        var version = set.Version == set.VersionBefore || set.VersionBefore.Length == 0 ? set.Version : $"{set.VersionBefore} to {set.Version}";
        var state = string.Join(' ', new[] { version, set.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "" }.Where(part => part.Length > 0));
        return state.Length > 0 ? $"{set.Source} ({state})" : set.Source;
    }

    public static string Figures(ChangeSetRow set)
    {
        var more = string.Concat(
            set.Filled > 0 ? $", {set.Filled} filled" : "",
            set.Relinked > 0 ? $", {set.Relinked} with other relations" : "",
            set.Problems > 0 ? $"; {Words.Plain(set.Problems, "problem")}" : "",
            set.Notes.Length > 0 ? $". {set.Notes}" : "");
        return string.Create(CultureInfo.InvariantCulture, $"{set.Added} added, {set.Changed} changed, {set.Removed} removed, {set.Moved} moved, {set.Unchanged} unchanged{more}");
    }

    public static void Write(System.Text.Json.Utf8JsonWriter writer, ImportedSource imported)
    {
        var set = imported.Change;
        writer.WriteStartObject();
        writer.WriteString("source", set.Source);
        writer.WriteString("version", set.Version);
        writer.WriteString("version_before", set.VersionBefore);
        if (set.Date is { } date) writer.WriteString("date", date);
        writer.WriteString("commit", set.Commit);
        writer.WriteNumber("added", set.Added);
        writer.WriteNumber("changed", set.Changed);
        writer.WriteNumber("removed", set.Removed);
        writer.WriteNumber("moved", set.Moved);
        writer.WriteNumber("filled", set.Filled);
        writer.WriteNumber("relinked", set.Relinked);
        writer.WriteNumber("unchanged", set.Unchanged);
        writer.WriteString("notes", set.Notes);
        writer.WriteStartArray("problems");
        foreach (var problem in imported.Problems) ProblemLine.Write(writer, set.Source, problem);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
