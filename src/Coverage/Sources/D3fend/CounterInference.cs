using Coverage.Catalog;

namespace Coverage.Sources.D3fend;

/// <summary>Finds which techniques a countermeasure counters directly, and why.</summary>
internal sealed class CounterInference
{
    private readonly Ontology ontology;
    private readonly Dictionary<int, List<Reach>> byArtifact = [];

    /// <param name="ontology">The ontology.</param>
    /// <param name="techniques">The offensive techniques with their <c>attack-id</c>s.</param>
    public CounterInference(Ontology ontology, Dictionary<int, string> techniques)
    {
        this.ontology = ontology;
        var chains = new SubclassChains(ontology);
        foreach (var (technique, id) in techniques)
        {
            foreach (var (verb, touched) in ontology.ArtifactRelations(technique))
            {
                foreach (var (artifact, names) in chains.From(touched))
                {
                    if (!byArtifact.TryGetValue(artifact, out var reaches))
                    {
                        byArtifact[artifact] = reaches = [];
                    }

                    reaches.Add(new Reach(id, ontology.Name(verb), names));
                }
            }
        }
    }

    /// <summary>What a defensive technique counters, by <c>attack-id</c>, with every path: shortest first, then in the order of their text.</summary>
    public Countered[] Of(int defensive)
    {
        Dictionary<string, List<CounterPath>> paths = [];
        foreach (var (verb, artifact) in ontology.ArtifactRelations(defensive))
        {
            foreach (var reach in byArtifact.GetValueOrDefault(artifact) ?? [])
            {
                if (!paths.TryGetValue(reach.Technique, out var found))
                {
                    paths[reach.Technique] = found = [];
                }

                found.Add(new CounterPath(reach.Verb, reach.Chain, ontology.Name(verb)));
            }
        }

        return [.. paths.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new Countered(p.Key, InOrder(p.Value)))];
    }

    private static CounterPath[] InOrder(List<CounterPath> paths)
    {
        return paths.Count == 1 ? [paths[0]]
            : [.. paths.OrderBy(p => p.Artifacts.Length).ThenBy(p => $"{p.Verb}-> {string.Join(" < ", p.Artifacts)} <-{p.CounterVerb}-", StringComparer.Ordinal)];
    }

    /// <summary>A technique that touches, by a verb, an artifact whose superclass is at the end of the chain.</summary>
    private sealed record Reach(string Technique, string Verb, string[] Chain);
}
