using System.Collections.Immutable;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// What is recorded of each log source: an entry covers it if every field that it states equals the log source's, and the
/// most specific entry wins; of equally specific ones that disagree, the one that says it is not collected.
/// </summary>
internal static class TelemetryMatch
{
    public static Recorded[] Of(IReadOnlyList<LogSource> sources, ImmutableDictionary<LogSource, Telemetry> entries)
    {
        var recorded = new Recorded[sources.Count];
        var best = new int[sources.Count];
        Array.Fill(best, -1);
        foreach (var (stated, entry) in entries)
        {
            var says = entry.Collected ? Recorded.Collected : Recorded.Uncollected;
            var specificity = stated.Specificity;
            for (var i = 0; i < recorded.Length; i++)
            {
                if (specificity < best[i] || !stated.Covers(sources[i])) continue;
                recorded[i] = specificity == best[i] && recorded[i] == Recorded.Uncollected ? Recorded.Uncollected : says;
                best[i] = specificity;
            }
        }

        return recorded;
    }

    /// <summary>Of the log sources that a rule needs: all have to be collected, and one that is not is enough to be without.</summary>
    public static Recorded Worst(int[] sources, Recorded[] bySource)
    {
        var worst = sources.Length == 0 ? Recorded.Not : Recorded.Collected;
        foreach (var source in sources)
        {
            if (bySource[source] == Recorded.Uncollected) return Recorded.Uncollected;
            if (bySource[source] == Recorded.Not) worst = Recorded.Not;
        }

        return worst;
    }

    /// <summary>The entry that decides for one log source, or null.</summary>
    public static Telemetry? EntryFor(LogSource source, ImmutableDictionary<LogSource, Telemetry> entries)
    {
        return entries.Values.Where(entry => entry.LogSource.Covers(source)).OrderByDescending(entry => entry.LogSource.Specificity).ThenBy(entry => entry.Collected)
            .ThenBy(entry => entry.LogSource.ToString(), StringComparer.Ordinal).FirstOrDefault();
    }
}
