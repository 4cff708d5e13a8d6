using Coverage.Catalog;
using Coverage.Data;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Sources;

/// <summary>What a source holds, in words.</summary>
internal static class SourceCounts
{
    /// <summary>The counts that people look for.</summary>
    public static string Held(CoverageView view, SourceRow source)
    {
        var items = view.Items.Where(item => item.Source == source.Name);
        return source.Kind switch
        {
            SourceKind.Attack => $"{Words.Count(items.OfType<Technique>().Count(technique => technique.IsLive), "live technique")}, {Words.Count(items.OfType<Actor>().Count(actor => actor.Kind == ItemKind.Group && actor.IsLive), "group")}, {Words.Number(items.OfType<Actor>().Count(actor => actor.Kind == ItemKind.Software && actor.IsLive))} software",
            SourceKind.D3fend => $"{Words.Count(items.OfType<DefensiveTechnique>().Count(), "defensive technique")}",
            SourceKind.Sigma => $"{Words.Count(items.OfType<DetectionRule>().Count(rule => rule.Counted), "rule that counts", "rules that count")}, {Words.Number(items.OfType<DetectionRule>().Count(rule => !rule.Counted))} listed only",
            _ => Words.Count(items.OfType<AtomicTest>().Count(), "test"),
        };
    }

    /// <summary>What became of the identifiers that it names.</summary>
    public static string References(ReferenceFigures figures)
    {
        return $"{Words.Count(figures.Identifiers, "identifier")} in {Words.Count(figures.Links, "link")}: {Words.Number(figures.Exact)} exact, {figures.Migrated} migrated, {figures.Retired} retired, {figures.Unresolved} unresolved";
    }
}
