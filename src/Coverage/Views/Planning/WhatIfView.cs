using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Planning;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;

namespace Coverage.Views.Planning;

/// <summary>What would be if some things were otherwise; nothing is recorded. Pure over a <see cref="PostureView"/>.</summary>
/// <param name="Ticks">What is supposed, with whether it changes anything.</param>
/// <param name="Result">The scores before and after, and what moves.</param>
/// <param name="Opened">Gaps that there would be then and are not now.</param>
/// <param name="Closed">Gaps that there are now and would not be then.</param>
/// <param name="Work">What of it is work that could be planned, with the weighted points that each closes alone.</param>
public sealed record WhatIfView(IReadOnlyList<(Tick Tick, int Entries)> Ticks, WhatIf Result, IReadOnlyList<Gap> Opened, IReadOnlyList<Gap> Closed, IReadOnlyList<PlanLine> Work)
{
    /// <summary>The most suppositions that are tried at once.</summary>
    public const int MostTicks = 100;

    /// <summary>The scores as they would be, and nothing else.</summary>
    public static ScoreTable Then(PostureView view, IReadOnlyList<Tick> ticks, ItemSet set)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Table.Apply([.. ticks.Take(MostTicks).SelectMany(tick => tick.Edits(view, set)).Distinct()]);
    }

    /// <summary>Tries them.</summary>
    public static WhatIfView Of(PostureView view, IReadOnlyList<Tick> ticks, ItemSet set)
    {
        ArgumentNullException.ThrowIfNull(view);
        var tried = ticks.Take(MostTicks).Select(tick => (Tick: tick, Edits: tick.Edits(view, set))).ToList();
        var result = WhatIf.Try(view.Table, [.. tried.SelectMany(tick => tick.Edits).Distinct()]);
        var (now, then) = (GapList.Of(view).Gaps, GapList.Of(view with { Table = result.After }).Gaps);
        var (before, after) = (Ids(now), Ids(then));
        return new WhatIfView(
            [.. tried.Select(tick => (tick.Tick, tick.Edits.Count))],
            result,
            [.. then.Where(gap => !before.Contains(gap.Technique.Id))],
            [.. now.Where(gap => !after.Contains(gap.Technique.Id))],
            [.. Lines(view, tried)]);
    }

    /// <summary>What several suppose is work once. A set of rules is one action: thousands by themselves would be no list that somebody works through.</summary>
    private static IEnumerable<PlanLine> Lines(PostureView view, IReadOnlyList<(Tick Tick, IReadOnlyList<PostureEdit> Edits)> tried)
    {
        var (words, seen) = (new PlanWords(view), new HashSet<PostureEdit>());
        foreach (var (tick, all) in tried)
        {
            List<PostureEdit> edits = [.. all.Where(seen.Add)];
            if (tick.Kind == TickKind.DeploySet)
            {
                if (edits.Count > 0) yield return words.Line(tick, [.. edits.OfType<PutDeployment>().Select(edit => edit.Deployment.Rule)], Alone(view, edits));
                continue;
            }

            foreach (var edit in edits)
            {
                if (words.Line(edit, edit is PutDeployment or PutTelemetry or PutImplementation ? Alone(view, [edit]) : 0) is { } line) yield return line;
            }
        }
    }

    private static double Alone(PostureView view, List<PostureEdit> edits) => view.Table.Totals.Gap - view.Table.Apply(edits).Totals.Gap;

    private static HashSet<string> Ids(IReadOnlyList<Gap> gaps) => gaps.Select(gap => gap.Technique.Id).ToHashSet(StringComparer.Ordinal);
}
