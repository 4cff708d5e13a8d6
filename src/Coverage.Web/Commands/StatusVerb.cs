using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage status</c>: sources, versions, counts, resolution figures, problems.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var command = new Command("status", "Shows sources, versions, counts, what became of the references, and problems.\n\nExample: coverage status --json");
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var view = context.View;
        if (context.Json) CommandContext.Output(null, stream => WriteJson(stream, view));
        else CommandContext.OutputText(null, writer => WriteText(writer, view));
        return ExitCodes.Done;
    }

    private static void WriteText(TextWriter writer, CoverageView view)
    {
        if (view.Sources.Count == 0) writer.WriteLine("Nothing is loaded. Import something: coverage import PATH");
        foreach (var source in view.Sources)
        {
            var counts = string.Join(", ", Counts(view, source.Name).Select(count => Words.Plain(count.Count, count.One, count.Many)));
            writer.WriteLine($"{source.Name}: {SourceLine.Noun(source)} {SourceLine.Release(source)}{(source.Seeded ? ", seed data" : $", imported {source.ImportedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC")}; {counts}; {Words.Plain(ReferenceProblems.CountAll(view, source.Name), "problem")}");
        }

        foreach (var domain in view.Domains)
        {
            writer.WriteLine($"{domain.StixName}: {Words.Plain(domain.Techniques.Count, "live technique")} in {Words.Plain(domain.Columns.Count, "tactic")}");
        }

        foreach (var figure in view.Figures)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Source}: {Words.Plain(figure.Links, "link")} {(figure.Links == 1 ? "names" : "name")} {Words.Plain(figure.Identifiers, "identifier")}: {figure.Exact} exact, {figure.Migrated} migrated, {figure.Retired} retired, {figure.Unresolved} unresolved"));
        }
    }

    private static void WriteJson(Stream stream, CoverageView view) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("sources");
        foreach (var source in view.Sources)
        {
            writer.WriteStartObject();
            writer.WriteString("name", source.Name);
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(source.Kind.ToString()));
            writer.WriteString("version", source.Version);
            if (source.Date is { } date) writer.WriteString("date", date);
            writer.WriteString("commit", source.Commit);
            writer.WriteString("origin", source.Origin);
            writer.WriteBoolean("seed", source.Seeded);
            writer.WriteString("imported", source.ImportedAt);
            writer.WriteStartObject("counts");
            foreach (var (_, many, count) in Counts(view, source.Name)) writer.WriteNumber(many, count);
            writer.WriteEndObject();
            writer.WriteNumber("problems", ReferenceProblems.CountAll(view, source.Name));
            if (view.Figures.FirstOrDefault(figure => figure.Source == source.Name) is { } figures) WriteFigures(writer, figures);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("domains");
        foreach (var domain in view.Domains)
        {
            writer.WriteStartObject(domain.StixName);
            writer.WriteString("version", domain.Version);
            writer.WriteNumber("techniques", domain.Techniques.Count);
            writer.WriteNumber("tactics", domain.Columns.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteFigures(Utf8JsonWriter writer, ReferenceFigures figures)
    {
        writer.WriteStartObject("references");
        writer.WriteNumber("links", figures.Links);
        writer.WriteNumber("identifiers", figures.Identifiers);
        writer.WriteNumber("exact", figures.Exact);
        writer.WriteNumber("migrated", figures.Migrated);
        writer.WriteNumber("retired", figures.Retired);
        writer.WriteNumber("unresolved", figures.Unresolved);
        writer.WriteEndObject();
    }

    /// <summary>What a source holds, by the words of the field; the plural is the name in JSON. What is revoked or deprecated counts among techniques only, and by itself.</summary>
    private static IEnumerable<(string One, string Many, int Count)> Counts(CoverageView view, string source)
    {
        foreach (var kind in view.Items.Where(item => item.Source == source).GroupBy(item => item.Kind).OrderBy(group => group.Key))
        {
            if (kind.Key == ItemKind.Technique)
            {
                yield return ("live technique", "live techniques", kind.Cast<Technique>().Count(technique => technique.IsLive));
                yield return ("revoked or deprecated technique", "revoked or deprecated techniques", kind.Cast<Technique>().Count(technique => !technique.IsLive));
            }
            else if (kind.Key == ItemKind.Rule)
            {
                yield return ("counted rule", "counted rules", kind.Cast<DetectionRule>().Count(rule => rule.Counted));
                yield return ("rule listed only", "rules listed only", kind.Cast<DetectionRule>().Count(rule => !rule.Counted));
            }
            else
            {
                var (one, many) = Nouns(kind.Key);
                yield return (one, many, kind.Count(item => item is not AttackItem { IsLive: false }));
            }
        }
    }

    private static (string One, string Many) Nouns(ItemKind kind) => kind switch
    {
        ItemKind.Tactic => ("tactic", "tactics"),
        ItemKind.Group => ("group", "groups"),
        ItemKind.Software => ("piece of software", "software"),
        ItemKind.Campaign => ("campaign", "campaigns"),
        ItemKind.Mitigation => ("mitigation", "mitigations"),
        ItemKind.DataComponent => ("data component", "data components"),
        ItemKind.DetectionStrategy => ("detection strategy", "detection strategies"),
        ItemKind.Analytic => ("analytic", "analytics"),
        ItemKind.OffensiveTechnique => ("offensive technique", "offensive techniques"),
        ItemKind.DefensiveTechnique => ("defensive technique", "defensive techniques"),
        _ => ("test", "tests"),
    };
}
