using Coverage.Catalog;

namespace Coverage.Linking;

/// <summary>Explanation paths as a person reads them.</summary>
public static class D3fendPaths
{
    /// <summary>
    /// Why a countermeasure counters a technique:
    /// <c>T1219 -produces-> OutboundInternetNetworkTraffic &lt; InternetNetworkTraffic &lt; NetworkTraffic &lt;-analyzes- D3-RTSD => Detect</c>.
    /// </summary>
    /// <param name="attackId">The technique that states the artifact: of a derived link the one that it was taken from.</param>
    /// <param name="path">The path.</param>
    /// <param name="defensive">The countermeasure.</param>
    public static string Render(string attackId, CounterPath path, DefensiveTechnique defensive)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(defensive);
        var tactics = defensive.Tactics.Length > 0 ? $" => {string.Join(", ", defensive.Tactics)}" : "";
        return $"{attackId} -{path.Verb}-> {string.Join(" < ", path.Artifacts)} <-{path.CounterVerb}- {defensive.ExternalId}{tactics}";
    }

    /// <summary>
    /// The path to show first: definite verbs before <c>may-</c>, then the shortest, then the first by its text, in which
    /// order <see cref="Countered.Paths"/> already is.
    /// </summary>
    public static CounterPath Best(IEnumerable<CounterPath> paths) => paths.MinBy(Doubts) ?? throw new ArgumentException("A countered technique has a path.", nameof(paths));

    private static int Doubts(CounterPath path) => Doubt(path.Verb) + Doubt(path.CounterVerb);

    private static int Doubt(string verb) => verb.StartsWith("may-", StringComparison.Ordinal) ? 1 : 0;
}
