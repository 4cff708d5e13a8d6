using Coverage.Catalog;

namespace Coverage.Sources.D3fend;

/// <summary>
/// Finds the techniques of an ontology and which counters which: a countermeasure counters a technique directly when the
/// technique's artifact is the countermeasure's or a subclass of it. Neither side inherits artifacts (the README has the rules).
/// </summary>
internal sealed class TechniqueInference
{
    private static readonly string[] TacticOrder = ["Model", "Harden", "Detect", "Isolate", "Deceive", "Evict", "Restore"];

    /// <summary>Analytic methods (D3A-LR, Linear Regression) have a d3fend-id too, some of them the same one; they counter nothing.</summary>
    private const string Analytic = "D3A-";
    private readonly Ontology ontology;
    private readonly Reading reading;
    private readonly StatementHashes statements;
    private readonly Dictionary<int, string> attackIds;
    private readonly Dictionary<int, string> d3fendIds;
    private readonly Dictionary<int, List<string>> enabled = [];

    public TechniqueInference(TripleGraph graph, Ontology ontology, Reading reading)
    {
        this.ontology = ontology;
        this.reading = reading;
        statements = new StatementHashes(graph);
        attackIds = Identify(ontology.Terms.AttackId, "d3f:attack-id", _ => true);

        d3fendIds = Identify(ontology.Terms.D3fendId, "d3f:d3fend-id", id => !id.StartsWith(Analytic, StringComparison.Ordinal));
    }

    /// <summary>Adds every technique to the reading.</summary>
    public void Run()
    {
        foreach (var (technique, id) in attackIds)
        {
            reading.Add(Offensive(technique, id));
        }

        var counters = new CounterInference(ontology, attackIds);
        foreach (var (technique, id) in d3fendIds)
        {
            reading.Add(Defensive(technique, id, counters.Of(technique)));
        }
    }

    private OffensiveTechnique Offensive(int technique, string id) => new()
    {
        ExternalId = id,
        Title = Title(technique),
        Hash = statements.Of(technique),
        Text = Definition(technique),
        Parents = Parents(technique, attackIds),
        Deprecated = ontology.Texts(technique, ontology.Terms.Deprecated).Any(t => t is "true" or "1"),
        SeeAlso = Successors(technique),
    };

    private DefensiveTechnique Defensive(int technique, string id, Countered[] counters) => new()
    {
        ExternalId = id,
        Title = Title(technique),
        Hash = statements.Of(technique),
        Text = Definition(technique),
        ClassName = ontology.Name(technique),
        Tactics = Tactics(technique),
        Parents = Parents(technique, d3fendIds),
        Counters = counters,
    };

    private Dictionary<int, string> Identify(int property, string name, Predicate<string> wanted)
    {
        Dictionary<int, string> classes = [];
        Dictionary<string, string> taken = [];
        foreach (var (found, own, values) in ontology.ClassesWith(property))
        {
            var id = values.Length > 0 ? PlainText.Line(values[0], 200).ToUpperInvariant() : "";
            if (!wanted(id)) continue;
            if (id.Length == 0)
            {
                Reject(found, $"{own} has an empty {name}.", "It is left out. Report it to D3FEND.");
            }
            else if (!taken.TryAdd(id, own))
            {
                Reject(found, $"{own} has the {name} {id}, as {taken[id]} has.", "The latter was kept, being first by name, and this one left out. Report it to D3FEND.");
            }
            else
            {
                classes.Add(found, id);
                if (values.Length > 1)
                {
                    Reject(found, $"{own} has more than one {name}: {string.Join(", ", values)}.", $"It is known as {id}. Report it to D3FEND.");
                }
            }
        }

        return classes;
    }

    private void Reject(int subject, string message, string advice)
    {
        var (path, line) = statements.PlaceOf(subject);
        reading.Reject(path, line, message, advice);
    }

    private string Title(int technique) => ontology.Texts(technique, ontology.Terms.Label).FirstOrDefault() is { } label ? PlainText.Line(label) : ontology.Name(technique);

    private string? Definition(int technique) => ontology.Texts(technique, ontology.Terms.Definition).FirstOrDefault();

    private string[] Parents(int technique, Dictionary<int, string> ids)
    {
        var parents = ontology.Superclasses.Nearest(technique, ids.ContainsKey).ConvertAll(c => ids[c]);
        parents.Sort(StringComparer.Ordinal);
        return [.. parents];
    }

    // Released files name the successor by a literal ("T1560"); a class is taken as well.
    private string[] Successors(int technique)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (var value in ontology.Values(technique, ontology.Terms.SeeAlso))
        {
            if ((value >= 0 ? attackIds.GetValueOrDefault(value) : AttackId.Parse(ontology.Text(value))) is { } id)
            {
                ids.Add(id);
            }
        }

        return [.. ids];
    }

    // Only the techniques at the top state their tactic.
    private string[] Tactics(int technique)
    {
        HashSet<string> tactics = [];
        foreach (var ancestor in ontology.Superclasses.Reach(technique))
        {
            foreach (var tactic in Enabled(ancestor))
            {
                tactics.Add(tactic);
            }
        }

        return [.. TacticOrder.Where(tactics.Remove), .. tactics.Order(StringComparer.Ordinal)];
    }

    private List<string> Enabled(int technique)
    {
        if (!enabled.TryGetValue(technique, out var tactics))
        {
            enabled[technique] = tactics = [.. ontology.Relations(technique)
                .Where(r => r.Property == ontology.Terms.Enables && r.Value != ontology.Terms.DefensiveTactic)
                .Select(r => ontology.Name(r.Value))];
        }

        return tactics;
    }
}
