namespace Coverage.Scoring.Planning;

/// <summary>Which log sources an entry for another one covers too, and which rules read them: the same in every environment.</summary>
internal sealed class SourceCover
{
    public SourceCover(LinkIndex index)
    {
        var pairs = Enumerable.Range(0, index.RuleCapacity).Where(rule => index.RuleTechniques[rule].Length > 0).SelectMany(rule => index.RuleLogSources[rule].Select(source => (source, rule))).ToLookup(pair => pair.source, pair => pair.rule);
        Rules = [.. Enumerable.Range(0, index.LogSources.Count).Select(source => pairs[source].ToArray())];
        Covers = [.. index.LogSources.Select(source => Enumerable.Range(0, index.LogSources.Count).Where(other => source.Covers(index.LogSources[other])).ToArray())];
    }

    /// <summary>By log source: those that an entry for it covers, itself among them.</summary>
    public int[][] Covers { get; }

    /// <summary>By log source: the rules that read it and count for a technique.</summary>
    public int[][] Rules { get; }

    /// <summary>Log sources that a rule needs together with one of those that collecting this one collects.</summary>
    public IEnumerable<int> Partners(LinkIndex index, int source)
    {
        var needed = Covers[source].SelectMany(covered => Rules[covered]).Where(rule => index.RuleLogSources[rule].Length > 1).SelectMany(rule => index.RuleLogSources[rule]).ToHashSet();
        return needed.Count == 0 ? [] : Enumerable.Range(0, Covers.Length).Where(other => Covers[other].Any(needed.Contains));
    }
}
