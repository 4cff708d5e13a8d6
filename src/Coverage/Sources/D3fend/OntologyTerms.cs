using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>The terms that the inference asks for, as the graph numbers them; <see cref="TermTable.Absent"/> where it does not name them.</summary>
internal sealed class OntologyTerms(TermTable terms)
{
    /// <summary>D3FEND's namespace without the <c>#</c>: the ontology itself.</summary>
    public static ReadOnlySpan<byte> Namespace => "http://d3fend.mitre.org/ontologies/d3fend.owl"u8;

    public int Ontology { get; } = terms.Find(Namespace);

    public int Type { get; } = terms.Find("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"u8);

    public int Label { get; } = Rdfs(terms, "label");

    public int SeeAlso { get; } = Rdfs(terms, "seeAlso");

    public int SubClassOf { get; } = Rdfs(terms, "subClassOf");

    public int SubPropertyOf { get; } = Rdfs(terms, "subPropertyOf");

    public int Class { get; } = Owl(terms, "Class");

    public int Restriction { get; } = Owl(terms, "Restriction");

    public int OnProperty { get; } = Owl(terms, "onProperty");

    public int SomeValuesFrom { get; } = Owl(terms, "someValuesFrom");

    public int Deprecated { get; } = Owl(terms, "deprecated");

    public int VersionInfo { get; } = Owl(terms, "versionInfo");

    public int AttackId { get; } = D3f(terms, "attack-id");

    public int D3fendId { get; } = D3f(terms, "d3fend-id");

    public int Definition { get; } = D3f(terms, "definition");

    public int Enables { get; } = D3f(terms, "enables");

    public int DefensiveTactic { get; } = D3f(terms, "DefensiveTactic");

    public int DigitalArtifact { get; } = D3f(terms, "DigitalArtifact");

    public int MayBeAssociatedWith { get; } = D3f(terms, "may-be-associated-with");

    private static int Rdfs(TermTable terms, string local) => terms.Find(Encoding.UTF8.GetBytes("http://www.w3.org/2000/01/rdf-schema#" + local));

    private static int Owl(TermTable terms, string local) => terms.Find(Encoding.UTF8.GetBytes("http://www.w3.org/2002/07/owl#" + local));

    private static int D3f(TermTable terms, string local) => terms.Find([.. Namespace, (byte)'#', .. Encoding.UTF8.GetBytes(local)]);
}
