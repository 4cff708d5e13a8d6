using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;
using Coverage.Views;

namespace Coverage.Reports;

/// <summary>The resource page of a technique as JSON: everything that its page shows.</summary>
public static class TechniqueJson
{
    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="view">The view.</param>
    /// <param name="technique">The technique.</param>
    /// <param name="description">Its description; null if it is not loaded.</param>
    public static void Write(Stream stream, CoverageView view, TechniqueEntry technique, string? description)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(technique);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            WriteFacts(writer, technique, description);
            WriteCount(writer, "rule_count", technique.RuleCount);
            WriteCount(writer, "test_count", technique.TestCount);
            WriteCount(writer, "control_count", technique.ControlCount);
            WriteRules(writer, "rules", technique.Rules, view);
            WriteRules(writer, "rules_not_counted", technique.ListedRules, view);
            WriteTests(writer, technique, view);
            WriteControls(writer, technique, view);
            WriteItems(writer, "groups", technique.Groups);
            WriteItems(writer, "software", technique.Software);
            WriteItems(writer, "campaigns", technique.Campaigns);
            WriteItems(writer, "mitigations", technique.Mitigations);
            WriteItems(writer, "detection_strategies", technique.Strategies);
            WriteItems(writer, "data_components", technique.DataComponents);
            WriteSources(writer, view);
            writer.WriteEndObject();
        });
    }

    private static void WriteFacts(Utf8JsonWriter writer, TechniqueEntry entry, string? description)
    {
        var technique = entry.Technique;
        writer.WriteString("id", entry.Id);
        writer.WriteString("name", technique.Title);
        writer.WriteString("domain", DomainView.NameOf(technique.Domain));
        writer.WriteString("url", technique.Url);
        writer.WriteString("version", technique.Version);
        writer.WriteString("modified", technique.Modified);
        writer.WriteBoolean("revoked", technique.Revoked);
        writer.WriteBoolean("deprecated", technique.Deprecated);
        writer.WriteString("current", entry.Reference.Technique?.ExternalId ?? "");
        writer.WriteTexts("migration", entry.Reference.Chain);
        writer.WriteString("parent", technique.ParentId);
        writer.WriteTexts("subtechniques", entry.Subtechniques.Select(sub => sub.Id));
        writer.WriteTexts("predecessors", entry.Predecessors);
        writer.WriteTexts("tactics", entry.Tactics.Select(tactic => tactic.Title));
        writer.WriteTexts("platforms", technique.Platforms);
        writer.WriteString("description", description);
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, ItemCount count)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("own", count.Own);
        writer.WriteNumber("with_subtechniques", count.WithSubtechniques);
        writer.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter writer, string name, IEnumerable<DetectionRule> rules, CoverageView view)
    {
        WriteList(writer, name, rules, rule =>
        {
            WriteItem(writer, rule, view);
            writer.WriteString("status", rule.Status);
            writer.WriteString("level", rule.Level);
            writer.WriteString("author", rule.Author);
            writer.WriteString("date", rule.Date);
            writer.WriteString("modified", rule.Modified);
            writer.WriteString("product", rule.Product);
            writer.WriteString("category", rule.Category);
            writer.WriteString("service", rule.Service);
            writer.WriteTexts("techniques", rule.Techniques);
            writer.WriteTexts("simulated_by", rule.SimulatedBy);
        });
    }

    private static void WriteTests(Utf8JsonWriter writer, TechniqueEntry technique, CoverageView view)
    {
        WriteList(writer, "tests", technique.Tests, test =>
        {
            WriteItem(writer, test, view);
            writer.WriteString("technique", test.Technique);
            writer.WriteNumber("number", test.Number);
            writer.WriteTexts("platforms", test.Platforms);
            writer.WriteString("executor", test.Executor);
            writer.WriteBoolean("elevation_required", test.Elevated);
        });
    }

    private static void WriteControls(Utf8JsonWriter writer, TechniqueEntry technique, CoverageView view)
    {
        WriteList(writer, "controls", technique.Controls, control =>
        {
            WriteItem(writer, control.Control, view);
            writer.WriteTexts("tactics", control.Control.Tactics);
            writer.WriteString("derivation", control.Link.Derivation switch
            {
                ControlDerivation.Direct => "direct",
                ControlDerivation.Parent => "parent",
                _ => "subtechnique",
            });
            writer.WriteString("written", control.Reference.Written);
            writer.WriteString("path", control.Link.Explanation);
        });
    }

    private static void WriteItems(Utf8JsonWriter writer, string name, IEnumerable<AttackItem> items)
    {
        WriteList(writer, name, items, item =>
        {
            writer.WriteString("id", item.ExternalId);
            writer.WriteString("name", item.Title);
            writer.WriteString("url", item.Url);
        });
    }

    private static void WriteSources(Utf8JsonWriter writer, CoverageView view) => WriteList(writer, "sources", view.Sources, source =>
    {
        writer.WriteString("name", source.Name);
        writer.WriteString("version", source.Version);
        if (source.Date is { } date) writer.WriteString("date", date);
        writer.WriteString("commit", source.Commit);
        writer.WriteBoolean("seed", source.Seeded);
        writer.WriteString("imported", source.ImportedAt);
    });

    private static void WriteItem(Utf8JsonWriter writer, CatalogItem item, CoverageView view)
    {
        writer.WriteString("source", item.Source);
        writer.WriteString("id", item.ExternalId);
        writer.WriteString("title", item.Title);
        if (item.Path.Length > 0) writer.WriteString("file", item.Path);
        writer.WriteString("url", Originals.Of(item, view));
        writer.WriteString("hash", item.Hash);
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
