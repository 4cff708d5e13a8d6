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

    /// <summary>How many of a path's two verbs only say <c>may-</c>: controls with definite verbs rank before the others.</summary>
    public static int Doubts(CounterPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Doubt(path.Verb) + Doubt(path.CounterVerb);
    }

    private static int Doubt(string verb) => verb.StartsWith("may-", StringComparison.Ordinal) ? 1 : 0;
}
