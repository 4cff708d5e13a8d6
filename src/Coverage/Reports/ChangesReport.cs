using System.Globalization;
using Coverage.Views;
using Coverage.Views.Changes;

namespace Coverage.Reports;

/// <summary>Changes for people: as lines for a terminal, and as Markdown.</summary>
public sealed class ChangesReport(CoverageView view, InboxGrouping grouping)
{
    /// <summary>A line a change under the heads of their groups.</summary>
    public void WriteText(TextWriter writer, IReadOnlyList<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var group in InboxGroup.By(grouping, entries, view))
        {
            writer.WriteLine(Head(group));
            foreach (var entry in group.Entries)
            {
                var difference = ChangeWords.Difference(entry);
                writer.WriteLine($"  {entry.What.Words()}: {entry.Kind.Word()} {entry.ExternalId} {entry.Title}{(difference.Length > 0 ? $" ({difference})" : "")}");
            }
        }
    }

    /// <summary>The same as Markdown, with links to the originals.</summary>
    public void WriteMarkdown(TextWriter writer, IReadOnlyList<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entries);
        writer.WriteLine("# Changes");
        foreach (var upgrade in AttackUpgrade.In(entries)) WriteUpgrade(writer, upgrade);
        foreach (var group in InboxGroup.By(grouping, entries, view))
        {
            writer.WriteLine();
            writer.WriteLine($"## {Escape(Head(group))}");
            writer.WriteLine();
            foreach (var entry in group.Entries)
            {
                var title = entry.Original is { } original ? $"[{Escape(entry.Title)}]({original})" : Escape(entry.Title);
                var difference = ChangeWords.Difference(entry);
                writer.WriteLine($"- **{entry.What.Words()}** {title} `{entry.ExternalId}`{(difference.Length > 0 ? $": {Escape(difference)}" : "")}");
            }
        }
    }

    private static void WriteUpgrade(TextWriter writer, AttackUpgrade upgrade)
    {
        writer.WriteLine();
        writer.WriteLine($"{Escape(upgrade.Set.Source)} {Escape(upgrade.Set.Step)}: {string.Join(", ", upgrade.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Count} {AttackUpgrade.Word(figure.What)}")))}.");
        if (upgrade.Revoked.Count == 0) return;
        writer.WriteLine();
        writer.WriteLine("| revoked | into | rules | tests | controls | outcome |");
        writer.WriteLine("|---|---|---|---|---|---|");
        foreach (var entry in upgrade.Revoked)
        {
            var effect = entry.Effect!;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {entry.ExternalId} {Escape(entry.Title)} | {string.Join(", ", entry.Replacements.Select(next => $"{next.ExternalId} {Escape(next.Title)}"))} | {effect.Rules} | {effect.Tests} | {effect.Controls} | {ChangeWords.Outcome(effect.Reference)} |"));
        }
    }

    private string Head(InboxGroup group)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{group.Entries.Count} {(group.Entries.Count == 1 ? "change" : "changes")}");
        if (group.Set is { } set) return $"{set.Day} {set.Source}{(set.Step.Length > 0 ? $" {set.Step}" : "")}: {count}, change set {set.Id}";
        return grouping == InboxGrouping.Technique ? $"{(group.Key.Length > 0 ? $"{group.Key} {group.Title}".TrimEnd() : "No technique")}: {count}" : $"{group.Key}: {count}";
    }

    /// <summary>Upstream text stays text.</summary>
    private static string Escape(string text) => string.Concat(text.Select(c => c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' ? $"\\{c}" : c is '\r' or '\n' ? " " : c.ToString()));
}
