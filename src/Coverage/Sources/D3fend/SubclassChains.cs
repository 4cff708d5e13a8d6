namespace Coverage.Sources.D3fend;

/// <summary>A way up the class tree.</summary>
/// <param name="Artifact">Where it ends.</param>
/// <param name="Names">The names on it, from the artifact where it starts.</param>
internal sealed record SubclassChain(int Artifact, string[] Names);

/// <summary>The shortest chains from an artifact up to each of its superclasses; of several, the first by the names on the way.</summary>
internal sealed class SubclassChains(Ontology ontology)
{
    private readonly Dictionary<int, IReadOnlyList<SubclassChain>> known = [];

    /// <summary>The artifact and its superclasses, nearest first, each with the names from the artifact up to it.</summary>
    public IReadOnlyList<SubclassChain> From(int artifact)
    {
        if (!known.TryGetValue(artifact, out var chains))
        {
            known[artifact] = chains = Climb(artifact);
        }

        return chains;
    }

    // Breadth first with the superclasses of each in the order of their names: the queue then holds the chains shortest
    // first and, among equals, in the order of their names, so that the first to arrive is the one that is wanted.
    private List<SubclassChain> Climb(int artifact)
    {
        List<SubclassChain> chains = [new(artifact, [ontology.Name(artifact)])];
        HashSet<int> seen = [artifact];
        for (var i = 0; i < chains.Count; i++)
        {
            var (current, names) = chains[i];
            var supers = ontology.Superclasses.From(current).ToArray();
            Array.Sort(supers, (a, b) => string.CompareOrdinal(ontology.Name(a), ontology.Name(b)));
            foreach (var super in supers)
            {
                if (seen.Add(super))
                {
                    chains.Add(new SubclassChain(super, [.. names, ontology.Name(super)]));
                }
            }
        }

        return chains;
    }
}
