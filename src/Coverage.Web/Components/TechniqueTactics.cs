using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>Tactics by way of techniques: no rule or test ties one to itself.</summary>
internal static class TechniqueTactics
{
    /// <summary>Titles of the tactics of these identifiers' current techniques.</summary>
    public static IEnumerable<string> TacticsOf(this CoverageView view, IEnumerable<string> written)
    {
        return written.Select(id => view.Find(id)?.Reference.Technique?.ExternalId).OfType<string>().SelectMany(id => view.Find(id)?.Tactics ?? []).Select(tactic => tactic.Title).Distinct();
    }
}
