using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Views.Scores;

/// <summary>A log source as an environment has it: how many rules read it, what is entered of it, and what holds for it.</summary>
/// <param name="LogSource">The log source.</param>
/// <param name="Rules">Rules of the catalogue that count and state it.</param>
/// <param name="Entry">What is entered of just it; null for nothing.</param>
/// <param name="Holds">The entry that decides, its own or a more general one; null where nothing is recorded.</param>
/// <param name="Fits">Whether it is of the environment's platforms.</param>
public sealed record TelemetryRow(LogSource LogSource, int Rules, Telemetry? Entry, Telemetry? Holds, bool Fits)
{
    /// <summary>Those that rules read and those that were entered: those of the environment's platforms first, by the rules that read them.</summary>
    public static IReadOnlyList<TelemetryRow> Of(PostureView view, EnvironmentPosture environment)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(environment);
        var rules = view.Catalogue.Rules.Where(rule => rule is { Counted: true, Form: RuleForm.Rule }).Select(RuleSources.Stated).CountBy(source => source).ToDictionary();
        return [.. rules.Keys.Union(environment.Telemetry.Keys)
            .Select(source => new TelemetryRow(source, rules.GetValueOrDefault(source), environment.Telemetry.GetValueOrDefault(source), TelemetryMatch.EntryFor(source, environment.Telemetry), view.Table.CanHave(environment.Environment.Key, source)))
            .OrderByDescending(row => row.Fits).ThenByDescending(row => row.Rules).ThenBy(row => row.LogSource.ToString(), StringComparer.Ordinal)];
    }
}
