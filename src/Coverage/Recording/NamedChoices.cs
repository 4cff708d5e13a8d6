using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>Something that a result may name as what alerted, or stopped the test.</summary>
/// <param name="Kind">A rule, or a D3FEND technique.</param>
/// <param name="Key">Which one.</param>
/// <param name="Title">Its title.</param>
public sealed record NamedChoice(ItemKind Kind, ItemKey Key, string Title)
{
    /// <summary>As a form sends it.</summary>
    public string Value => $"{(Kind == ItemKind.Rule ? NamedChoices.Rule : NamedChoices.Control)}:{Key}";
}

/// <summary>What may have alerted at a test, or stopped it: rules deployed and controls implemented in its environment that concern its technique.</summary>
public static class NamedChoices
{
    internal const string Rule = "rule";

    internal const string Control = "control";

    private const int MostShown = 5;

    /// <summary>The choices for a test: rules that are paired with it first, then by title; then controls.</summary>
    public static IReadOnlyList<NamedChoice> Of(PostureView view, EnvironmentPosture inside, AtomicTest test)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(inside);
        ArgumentNullException.ThrowIfNull(test);
        var index = view.Table.Index;
        var place = index.TestOf(new ItemKey(test.Source, test.ExternalId));
        if (place < 0) return [];
        var techniques = index.TestTechniques[place];
        var direct = techniques.SelectMany(technique => view.Catalogue.Find(view.Table.Input.IdOf(technique))?.DirectControls ?? []).Select(entry => entry.Control.ExternalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rules = inside.Deployments.Values.Where(entry => entry.State == DeploymentState.Deployed).Select(entry => (entry.Rule, Place: index.RuleOf(entry.Rule)))
            .Where(rule => rule.Place >= 0).Select(rule => (rule.Rule, IsPaired: index.TestRules[place].Contains(rule.Place), Concerns: index.RuleTechniques[rule.Place].Intersect(techniques).Any()))
            .Where(rule => rule.IsPaired || rule.Concerns).Select(rule => (rule.IsPaired, Choice: new NamedChoice(ItemKind.Rule, rule.Rule, view.TitleOf(rule.Rule))));
        var controls = inside.Implementations.Values.Where(entry => entry.State >= ImplementationState.Partial)
            .Where(entry => direct.Contains(entry.Control.Id) || (index.ControlOf(entry.Control) is >= 0 and var control && index.ControlTechniques[control].Intersect(techniques).Any()))
            .DistinctBy(entry => entry.Control.Id, StringComparer.OrdinalIgnoreCase).Select(entry => new NamedChoice(ItemKind.DefensiveTechnique, entry.Control, TitleOf(view, new NamedItem(ItemKind.DefensiveTechnique, entry.Control))));
        return [.. rules.OrderByDescending(rule => rule.IsPaired).ThenBy(rule => rule.Choice.Title, StringComparer.Ordinal).Select(rule => rule.Choice), .. controls.OrderBy(control => control.Title, StringComparer.Ordinal)];
    }

    /// <summary>What somebody wrote, as <see cref="Read"/> takes it; null for nothing written.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="inside">Where the test ran.</param>
    /// <param name="test">The test.</param>
    /// <param name="text">The identifier or title of a rule or control, in any case.</param>
    /// <exception cref="PostureRefusedException">It is none of the choices, or several; the message names some.</exception>
    public static string? ValueOf(PostureView view, EnvironmentPosture inside, AtomicTest test, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var (written, choices) = (text.Trim(), Of(view, inside, test));
        bool Says(string name) => string.Equals(name, written, StringComparison.OrdinalIgnoreCase);
        List<NamedChoice> meant = [.. choices.Where(choice => Says(choice.Key.Id) || Says(choice.Key.ToString()) || Says(choice.Title) || (choice.Kind != ItemKind.Rule && Says(choice.Title[choice.Key.Id.Length..].TrimStart())))];
        if (meant is [var one]) return one.Value;
        var (shown, where) = (written[..Math.Min(written.Length, 100)], inside.Environment.Name);
        throw new PostureRefusedException([choices.Count == 0 ? $"Nothing that is in place in {where} concerns {test.Technique}: record what alerted or stopped the test there first, or name nothing."
            : meant.Count == 0 ? $"{shown} is not among what is in place in {where} and concerns {test.Technique}. Name one of: {Some(choices, choice => choice.Title)}."
            : $"{meant.Count:N0} that are in place in {where} are called {shown}. Name one by its identifier: {Some(meant, choice => choice.Key.ToString())}."]);
    }

    private static string Some(IReadOnlyList<NamedChoice> choices, Func<NamedChoice, string> says) => string.Join("; ", choices.Take(MostShown).Select(says)) + (choices.Count > MostShown ? FormattableString.Invariant($"; and {choices.Count - MostShown:N0} more") : "");

    /// <summary>What a form names, as a result of a time keeps it; none if it names nothing. A rule is named at the content that ran then, as far as that is known.</summary>
    /// <exception cref="PostureRefusedException">It is not in place there.</exception>
    public static IEnumerable<NamedItem> Read(EnvironmentPosture? inside, string? value, DateTime time)
    {
        if (string.IsNullOrEmpty(value)) return [];
        var parts = value.Split(':', 3);
        var key = parts.Length == 3 ? new ItemKey(parts[1], parts[2]) : default;
        return parts[0] switch
        {
            Rule when inside?.Deployments.GetValueOrDefault(key) is { State: DeploymentState.Deployed } entry => [Named(entry, time)],
            Control when inside?.Implementations.GetValueOrDefault(key) is { State: >= ImplementationState.Partial } entry => [new NamedItem(ItemKind.DefensiveTechnique, entry.Control)],
            _ => throw new PostureRefusedException(["What is named as having alerted or stopped the test is not in place there any more. Choose again."]),
        };
    }

    /// <summary>A rule at the content that ran at a time; what has been deployed since then is not known to be it.</summary>
    public static NamedItem Named(Deployment deployment, DateTime time)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return new NamedItem(ItemKind.Rule, deployment.Rule, deployment.Since > time ? "" : deployment.Hash);
    }

    /// <summary>What a result names, in words: <c>alerted by First rule; stopped by D3-PSEP Process Segment ...</c>; empty for nothing.</summary>
    public static string Said(PostureView view, TestResult result)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(result);
        string By(string how, IReadOnlyCollection<NamedItem> named) => named.Count > 0 ? $"{how} by {string.Join(", ", named.Select(one => TitleOf(view, one)))}" : "";
        return string.Join("; ", new[] { By("alerted", result.AlertedBy.IsDefault ? [] : result.AlertedBy), By("stopped", result.StoppedBy.IsDefault ? [] : result.StoppedBy) }.Where(part => part.Length > 0));
    }

    private static string TitleOf(PostureView view, NamedItem named) => named.Kind == ItemKind.Rule ? view.TitleOf(named.Key)
        : view.Catalogue.Controls.FirstOrDefault(control => string.Equals(control.ExternalId, named.Key.Id, StringComparison.OrdinalIgnoreCase)) is { } known ? $"{known.ExternalId} {known.Title}" : named.Key.Id;
}
