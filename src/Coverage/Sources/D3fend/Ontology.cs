using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>A class that an identifier was given to.</summary>
/// <param name="Class">The class.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Values">What the property says, in ordinal order.</param>
internal sealed record IdentifiedClass(int Class, string Name, string[] Values);

/// <summary>A property from a class to a named term. An object, as generic code over structs of ours cannot be compiled ahead.</summary>
internal sealed record Relation(int Property, int Value);

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
        EdgeList subjects = new(), up = new(), down = new(), narrower = new();
        for (var i = 0; i < graph.Triples.Count; i++)
        {
            var (subject, predicate, value) = graph.Triples[i];
            subjects.Add(subject, i);
            if (predicate == Terms.SubClassOf && graph.Terms.IsNamed(value))
            {
                up.Add(subject, value);
                down.Add(value, subject);
            }
            else if (predicate == Terms.SubPropertyOf && value >= 0)
            {
                narrower.Add(value, subject);
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
    public List<IdentifiedClass> ClassesWith(int property)
    {
        HashSet<int> seen = [];
        List<IdentifiedClass> classes = [];
        foreach (var triple in graph.Triples)
        {
            var subject = triple.Subject;
            if (triple.Predicate == property && graph.Terms.IsNamed(subject) && seen.Add(subject) && IsClass(subject))
            {
                classes.Add(new IdentifiedClass(subject, Name(subject), [.. Texts(subject, property).Order(StringComparer.Ordinal)]));
            }
        }

        classes.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return classes;
    }

    /// <summary>The objects of a property, in the order of the file.</summary>
    public List<int> Values(int subject, int property)
    {
        List<int> values = [];
        foreach (var i in bySubject.From(subject))
        {
            if (graph.Triples[i].Predicate == property)
            {
                values.Add(graph.Triples[i].Object);
            }
        }

        return values;
    }

    /// <summary>The characters of a literal; null if the term is none.</summary>
    public string? Text(int literal) => graph.TextOf(literal);

    /// <summary>The literals of a property, in the order of the file.</summary>
    public List<string> Texts(int subject, int property)
    {
        List<string> texts = [];
        foreach (var value in Values(subject, property))
        {
            if (graph.TextOf(value) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>The named terms that a class has a property to: by a restriction, or stated plainly.</summary>
    public List<Relation> Relations(int subject)
    {
        List<Relation> relations = [];
        foreach (var i in bySubject.From(subject))
        {
            var triple = graph.Triples[i];
            if (graph.Terms.IsNamed(triple.Object))
            {
                relations.Add(new Relation(triple.Predicate, triple.Object));
            }
            else if (triple.Predicate == Terms.SubClassOf && triple.Object >= 0)
            {
                AddRestriction(triple.Object, relations);
            }
        }

        return relations;
    }

    /// <summary>Those relations whose property and whose artifact count, each once.</summary>
    public IEnumerable<Relation> ArtifactRelations(int subject)
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

    private void AddRestriction(int node, List<Relation> relations)
    {
        if (!Values(node, Terms.Type).Contains(Terms.Restriction))
        {
            return;
        }

        foreach (var property in Values(node, Terms.OnProperty))
        {
            foreach (var value in Values(node, Terms.SomeValuesFrom))
            {
                if (graph.Terms.IsNamed(property) && graph.Terms.IsNamed(value))
                {
                    relations.Add(new Relation(property, value));
                }
            }
        }
    }

    private bool IsClass(int term)
    {
        return Values(term, Terms.Type).Contains(Terms.Class) || Values(term, Terms.SubClassOf).Count > 0;
    }
}
