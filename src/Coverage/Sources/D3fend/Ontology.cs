using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>A graph seen as an ontology: classes in their tree, and what relates a class to digital artifacts.</summary>
internal sealed class Ontology
{
    private readonly TripleGraph graph;
    private readonly Edges bySubject;
    private readonly HashSet<int> properties;
    private readonly HashSet<int> artifacts;
    private readonly string?[] names;

    public Ontology(TripleGraph graph)
    {
        this.graph = graph;
        Terms = new OntologyTerms(graph.Terms);
        var count = graph.Terms.Count;
        names = new string?[count];
        List<(int, int)> subjects = new(graph.Triples.Count);
        List<(int, int)> up = [], down = [], narrower = [];
        for (var i = 0; i < graph.Triples.Count; i++)
        {
            var (subject, predicate, value) = graph.Triples[i];
            subjects.Add((subject, i));
            if (predicate == Terms.SubClassOf && graph.Terms.IsNamed(value))
            {
                up.Add((subject, value));
                down.Add((value, subject));
            }
            else if (predicate == Terms.SubPropertyOf && value >= 0)
            {
                narrower.Add((value, subject));
            }
        }

        bySubject = new Edges(count, subjects);
        Superclasses = new Edges(count, up);
        properties = new Edges(count, narrower).Reach(Terms.MayBeAssociatedWith);
        artifacts = new Edges(count, down).Reach(Terms.DigitalArtifact);
    }

    public OntologyTerms Terms { get; }

    /// <summary>From a class to those named classes that it is stated to be a subclass of.</summary>
    public Edges Superclasses { get; }

    /// <summary><c>d3f:may-be-associated-with</c> and what is narrower.</summary>
    public IReadOnlyCollection<int> Properties => properties;

    /// <summary>The named subjects of a property in the order of their names, each with the literals that it has there.</summary>
    public IEnumerable<(int Class, string[] Values)> ClassesWith(int property)
    {
        return graph.Triples
            .Where(t => t.Predicate == property && graph.Terms.IsNamed(t.Subject))
            .Select(t => t.Subject).Distinct()
            .Where(IsClass)
            .OrderBy(Name, StringComparer.Ordinal)
            .Select(c => (c, Texts(c, property).Order(StringComparer.Ordinal).ToArray()));
    }

    /// <summary>The objects of a property.</summary>
    public IEnumerable<int> Values(int subject, int property)
    {
        for (var i = 0; i < bySubject.From(subject).Length; i++)
        {
            var triple = graph.Triples[bySubject.From(subject)[i]];
            if (triple.Predicate == property)
            {
                yield return triple.Object;
            }
        }
    }

    /// <summary>The characters of a literal; null if the term is none.</summary>
    public string? Text(int literal) => graph.TextOf(literal);

    /// <summary>The literals of a property, in the order of the file.</summary>
    public IEnumerable<string> Texts(int subject, int property) => Values(subject, property).Select(graph.TextOf).OfType<string>();

    /// <summary>The named classes that every instance of the class has a property to: by a restriction, or stated plainly.</summary>
    public IEnumerable<(int Property, int Value)> Relations(int subject)
    {
        for (var i = 0; i < bySubject.From(subject).Length; i++)
        {
            var (_, property, value) = graph.Triples[bySubject.From(subject)[i]];
            if (property == Terms.SubClassOf && value >= 0 && !graph.Terms.IsNamed(value))
            {
                if (Values(value, Terms.Type).Contains(Terms.Restriction))
                {
                    foreach (var on in Values(value, Terms.OnProperty).Where(graph.Terms.IsNamed))
                    {
                        foreach (var some in Values(value, Terms.SomeValuesFrom).Where(graph.Terms.IsNamed))
                        {
                            yield return (on, some);
                        }
                    }
                }
            }
            else if (graph.Terms.IsNamed(value))
            {
                yield return (property, value);
            }
        }
    }

    /// <summary>Those relations whose property and whose artifact count, each once.</summary>
    public IEnumerable<(int Property, int Artifact)> ArtifactRelations(int subject)
    {
        return Relations(subject).Where(r => properties.Contains(r.Property) && artifacts.Contains(r.Value)).Distinct();
    }

    /// <summary>A term's local name: what is behind the last <c>#</c> or <c>/</c> of its IRI.</summary>
    public string Name(int term)
    {
        return names[term] ??= Encoding.UTF8.GetString(LocalPart(graph.Terms[term]));
    }

    private static ReadOnlySpan<byte> LocalPart(ReadOnlySpan<byte> iri)
    {
        var hash = iri.LastIndexOf((byte)'#');
        return iri[((hash >= 0 ? hash : iri.LastIndexOf((byte)'/')) + 1)..];
    }

    private bool IsClass(int term)
    {
        return Values(term, Terms.Type).Contains(Terms.Class) || Values(term, Terms.SubClassOf).Any();
    }
}
