using Coverage.Posture;
using Coverage.Scoring.Tracing;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>The names of what the arithmetic's steps are about: the scoring knows keys only.</summary>
public sealed class TraceNames(PostureView view)
{
    /// <summary>A step's name with the title in the place of the key: <c>rule sigma:1f2e...</c> becomes the rule's title.</summary>
    public string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (After(name, "rule ") is { } rule) return $"Rule: {Titled(KeyOf(rule))}";
        if (After(name, "control ") is { } control) return view.Catalogue.Controls.FirstOrDefault(known => known.ExternalId == KeyOf(control).Id) is { } found ? $"Control: {found.ExternalId} {found.Title}" : name;
        if (After(name, "test ") is { } test) return $"Test: {TestOf(test)}";
        if (After(name, "paired test ") is { } paired) return $"Paired test: {TestOf(paired)}";
        if (After(name, "Coverage of ") is { } cell && cell.IndexOf(" in ", StringComparison.Ordinal) is var at and > 0) return $"Coverage of {cell[..at]} in {view.Posture.Environments.GetValueOrDefault(cell[(at + 4)..])?.Environment.Name ?? cell[(at + 4)..]}";
        return After(name, "in ") is { } environment && view.Posture.Environments.TryGetValue(environment, out var inside) ? $"In {inside.Environment.Name}" : name;
    }

    /// <summary>A step's result; empty where the name says it already: what was seen is a word, and its place in an order is no number of the arithmetic.</summary>
    public static string Result(TraceStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Name.StartsWith("seen:", StringComparison.Ordinal) || step.Name.StartsWith("stopped:", StringComparison.Ordinal) || step.Name.StartsWith("paired test", StringComparison.Ordinal) ? "" : ScoreWords.Exact(step.Result);
    }

    /// <summary>What a step rests on, in words.</summary>
    public static string Says(EvidenceItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return $"{(item.Kind is "none" or "link" ? "" : item.Kind + ": ")}{item.Says}{(item.Kind == "telemetry" ? $", {item.Key}" : "")}{(item.Date is { } date ? $", {Dates.Day(date)}" : "")}";
    }

    /// <summary>A rule's title with the beginning of its identifier, by which it is found and told from others of its title.</summary>
    private string Titled(ItemKey rule) => view.TitleOf(rule) is var title && title == rule.ToString() ? title : $"{title} ({(Guid.TryParse(rule.Id, out _) ? rule.Id[..8] : rule.Id)})";

    private string TestOf(string guid) => view.Catalogue.Tests.FirstOrDefault(test => test.ExternalId == guid) is { } known ? $"{known.Technique} no. {known.Number}, {known.Title}" : guid;

    private static ItemKey KeyOf(string text) => ItemKey.Parse(text) ?? new ItemKey("", text);

    private static string? After(string name, string start) => name.StartsWith(start, StringComparison.Ordinal) ? name[start.Length..] : null;
}
