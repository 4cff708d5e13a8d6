using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>The names of what the arithmetic's steps are about: the scoring knows keys only.</summary>
public sealed class TraceNames(PostureView view)
{
    /// <summary>A step's name with the title in the place of the key: <c>rule sigma:1f2e...</c> becomes the rule's title.</summary>
    public string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (After(name, "rule ") is { } rule) return $"Rule: {view.TitleOf(KeyOf(rule))}";
        if (After(name, "control ") is { } control) return view.Catalogue.Controls.FirstOrDefault(known => known.ExternalId == KeyOf(control).Id) is { } found ? $"Control: {found.ExternalId} {found.Title}" : name;
        if (After(name, "test ") is { } test) return $"Test: {TestOf(test)}";
        if (After(name, "paired test ") is { } paired) return $"Paired test: {TestOf(paired)}";
        return After(name, "in ") is { } environment && view.Posture.Environments.TryGetValue(environment, out var inside) ? $"In {inside.Environment.Name}" : name;
    }

    private string TestOf(string guid) => view.Catalogue.Tests.FirstOrDefault(test => test.ExternalId == guid) is { } known ? $"{known.Technique} no. {known.Number}, {known.Title}" : guid;

    private static ItemKey KeyOf(string text) => ItemKey.Parse(text) ?? new ItemKey("", text);

    private static string? After(string name, string start) => name.StartsWith(start, StringComparison.Ordinal) ? name[start.Length..] : null;
}
