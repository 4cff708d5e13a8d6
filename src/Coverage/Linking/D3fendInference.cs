using Coverage.Catalog;

namespace Coverage.Linking;

/// <summary>
/// The countermeasures of each technique as the official pages have them: its own, those of the techniques above it and of
/// those below it, in D3FEND's own tree, so that it holds without ATT&amp;CK loaded. Works on stored items; needs no ontology.
/// Deprecated techniques give and take as others do.
/// </summary>
public sealed class DerivedControls
{
    private readonly SortedDictionary<string, Node> nodes = new(StringComparer.Ordinal);

    /// <summary>Takes in the techniques of both sides. Items with an identifier that came before are left out, as are parents that are not among them.</summary>
    public DerivedControls(IEnumerable<OffensiveTechnique> offensive, IEnumerable<DefensiveTechnique> defensive)
    {
        ArgumentNullException.ThrowIfNull(offensive);
        ArgumentNullException.ThrowIfNull(defensive);
        foreach (var technique in offensive)
        {
            nodes.TryAdd(technique.ExternalId, new Node(technique));
        }

        foreach (var node in nodes.Values)
        {
            foreach (var parent in node.Technique.Parents.Select(nodes.GetValueOrDefault).OfType<Node>())
            {
                node.Above.Add(parent);
                parent.Below.Add(node);
            }
        }

        foreach (var control in defensive.DistinctBy(d => d.ExternalId).OrderBy(d => d.ExternalId, StringComparer.Ordinal))
        {
            foreach (var countered in control.Counters)
            {
                nodes.GetValueOrDefault(countered.Technique)?.Own.Add((control, countered.Paths[0]));
            }
        }
    }

    /// <summary>A technique's countermeasures: direct ones, then from above, then from below, each in the order of identifiers. None for an unknown technique.</summary>
    public IReadOnlyList<ControlLink> For(string attackId) => nodes.TryGetValue(attackId, out var node) ? Links(node) : [];

    /// <summary>Every technique's countermeasures, in the order of <c>attack-id</c>s.</summary>
    /// <param name="includeDeprecated">Whether deprecated techniques are listed too.</param>
    public IEnumerable<ControlLink> All(bool includeDeprecated = false)
    {
        return nodes.Values.Where(n => includeDeprecated || !n.Technique.Deprecated).SelectMany(Links);
    }

    private static List<ControlLink> Links(Node node)
    {
        List<ControlLink> links = [];
        HashSet<DefensiveTechnique> taken = new(ReferenceEqualityComparer.Instance);
        Take(ControlDerivation.Direct, [node]);
        Take(ControlDerivation.Parent, Nearest(node, n => n.Above));
        Take(ControlDerivation.Subtechnique, Nearest(node, n => n.Below));
        return links;

        void Take(ControlDerivation derivation, IEnumerable<Node> sources)
        {
            var start = links.Count;
            foreach (var source in sources)
            {
                foreach (var (control, path) in source.Own)
                {
                    if (taken.Add(control))
                    {
                        links.Add(new ControlLink(node.Technique.ExternalId, control, derivation, source.Technique.ExternalId, path));
                    }
                }
            }

            links.Sort(start, links.Count - start, ByControl);
        }
    }

    private static readonly Comparer<ControlLink> ByControl =
        Comparer<ControlLink>.Create((a, b) => string.CompareOrdinal(a.Control.ExternalId, b.Control.ExternalId));

    // Level by level, each in the order of identifiers. A cycle in the tree ends where it began.
    private static IEnumerable<Node> Nearest(Node start, Func<Node, List<Node>> next)
    {
        HashSet<Node> seen = [start];
        List<Node> level = [.. next(start).Where(seen.Add)];
        while (level.Count > 0)
        {
            level.Sort((a, b) => string.CompareOrdinal(a.Technique.ExternalId, b.Technique.ExternalId));
            foreach (var node in level)
            {
                yield return node;
            }

            level = [.. level.SelectMany(next).Where(seen.Add)];
        }
    }

    private sealed class Node(OffensiveTechnique technique)
    {
        public OffensiveTechnique Technique { get; } = technique;

        public List<Node> Above { get; } = [];

        public List<Node> Below { get; } = [];

        public List<(DefensiveTechnique Control, CounterPath Path)> Own { get; } = [];
    }
}
