using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>The log sources that rules read: their own; of a correlation those of all its rules, however deep.</summary>
internal static class RuleSources
{
    /// <summary>The distinct log sources, and those of each rule.</summary>
    public static (LogSource[] LogSources, int[][] ByRule) Of(DetectionRule[] rules)
    {
        var known = new Dictionary<LogSource, int>();
        var named = rules.SelectMany(rule => new[] { (Name: rule.ExternalId, rule), (rule.Name, rule) }).Where(pair => pair.Name.Length > 0).ToLookup(pair => pair.Name, pair => pair.rule, StringComparer.Ordinal);
        var byRule = rules.Select(rule => Collect(rule, named).Select(Index).Distinct().Order().ToArray()).ToArray();
        return ([.. known.Keys], byRule);

        int Index(LogSource source)
        {
            if (!known.TryGetValue(source, out var index)) known[source] = index = known.Count;
            return index;
        }
    }

    /// <summary>What a rule states itself.</summary>
    public static LogSource Stated(DetectionRule rule) => new(rule.Product.ToLowerInvariant(), rule.Category.ToLowerInvariant(), rule.Service.ToLowerInvariant());

    private static HashSet<LogSource> Collect(DetectionRule start, ILookup<string, DetectionRule> named)
    {
        var found = new HashSet<LogSource>();
        var seen = new HashSet<DetectionRule>(ReferenceEqualityComparer.Instance) { start };
        var open = new Stack<DetectionRule>([start]);
        while (open.TryPop(out var rule))
        {
            if (rule.Form != RuleForm.Correlation) found.Add(Stated(rule));
            foreach (var name in rule.Form == RuleForm.Correlation ? rule.Rules : [])
            {
                // A rule of the correlation's own source goes before one of the same name elsewhere; what is not known needs what nobody has recorded.
                var next = named[name].OrderBy(other => other.Source == rule.Source ? 0 : 1).FirstOrDefault();
                if (next is null) found.Add(LogSource.Any);
                else if (seen.Add(next)) open.Push(next);
            }
        }

        return found;
    }
}
