using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.D3fend;

namespace Coverage.Tests.Sources.D3fend;

public sealed class D3fendSourceTests
{
    private const string Prefixes = """
        @prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        """;

    private const string Base = Prefixes + """

        :associated-with rdfs:subPropertyOf :may-be-associated-with .
        :accesses rdfs:subPropertyOf :associated-with .
        :analyzes rdfs:subPropertyOf :associated-with .
        :may-access rdfs:subPropertyOf :may-be-associated-with .
        :Memory rdfs:subClassOf :DigitalArtifact .
        :PageFile rdfs:subClassOf :Memory .

        """;

    private const string Watch = ":Watch a owl:Class ; :d3fend-id 'D3-W' ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :analyzes ; owl:someValuesFrom :Memory ] .\n";

    [Theory]
    [InlineData("rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :accesses ; owl:someValuesFrom :PageFile ]")]
    [InlineData(":accesses :PageFile")]
    public void Restrictions_and_plain_triples_relate_a_technique_to_an_artifact(string relation)
    {
        var path = Paths($":X a owl:Class ; :attack-id 'T1' ; {relation} .").Single();

        Assert.Equal(("accesses", "analyzes"), (path.Verb, path.CounterVerb));
        Assert.Equal(["PageFile", "Memory"], path.Artifacts);
    }

    [Fact]
    public void Equal_relations_are_one_path_and_other_verbs_another()
    {
        var paths = Paths("""
            :X a owl:Class ; :attack-id "T1" ; :accesses :Memory ; :may-access :Memory ;
                rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :accesses ; owl:someValuesFrom :Memory ] .
            """);

        Assert.Equal(["accesses", "may-access"], paths.Select(p => p.Verb));
    }

    [Theory]
    [InlineData(":knows :Memory")]
    [InlineData(":accesses :Person")]
    [InlineData("rdfs:subClassOf [ owl:onProperty :accesses ; owl:allValuesFrom :Memory ]")]
    [InlineData("rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :accesses ; owl:someValuesFrom [ owl:unionOf ( :Memory ) ] ]")]
    [InlineData(":accesses :DigitalArtifact")]
    [InlineData("rdfs:subClassOf :Parent")]
    [InlineData("rdfs:subClassOf :Tactic . :Tactic :accesses :Memory")]
    public void Other_properties_other_classes_superclasses_and_parents_do_not_count(string relation)
    {
        Assert.Empty(Paths($":Parent a owl:Class ; :attack-id 'T0' ; :accesses :Memory . :X a owl:Class ; :attack-id 'T1' ; {relation} ."));
    }

    [Fact]
    public void A_countermeasure_does_not_inherit_its_parents_artifacts()
    {
        var reading = Read(Watch + ":Look a owl:Class ; :d3fend-id 'D3-L' ; rdfs:subClassOf :Watch . :X a owl:Class ; :attack-id 'T1' ; :accesses :Memory .");

        Assert.Empty(reading.Defensive("D3-L").Counters);
        Assert.Equal(["D3-W"], reading.Defensive("D3-L").Parents);
        Assert.Equal(["T1"], reading.Defensive("D3-W").Counters.Select(c => c.Technique));
    }

    [Fact]
    public void A_path_takes_the_shortest_chain_and_of_equals_the_first_by_name()
    {
        var path = Paths("""
            :Deep rdfs:subClassOf :B, :a, :A, :Long . :A rdfs:subClassOf :Memory . :B rdfs:subClassOf :Memory . :a rdfs:subClassOf :Memory .
            :Long rdfs:subClassOf :Longer . :Longer rdfs:subClassOf :Memory . :Memory rdfs:subClassOf :Deep .
            :X a owl:Class ; :attack-id "T1" ; :accesses :Deep .
            """).Single();

        Assert.Equal(["Deep", "A", "Memory"], path.Artifacts);
    }

    [Fact]
    public void Paths_are_shortest_first_then_by_their_text()
    {
        var paths = Paths(":X a owl:Class ; :attack-id 'T1' ; :accesses :PageFile ; :may-access :Memory, :PageFile ; :analyzes :PageFile .");

        Assert.Equal(
            ["may-access Memory", "accesses PageFile Memory", "analyzes PageFile Memory", "may-access PageFile Memory"],
            paths.Select(p => $"{p.Verb} {string.Join(' ', p.Artifacts)}"));
    }

    [Fact]
    public void Tactics_are_inherited_and_in_the_order_of_the_matrix()
    {
        var reading = Read("""
            :DefensiveTechnique rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :enables ; owl:someValuesFrom :DefensiveTactic ] .
            :Top a owl:Class ; :d3fend-id "D3-T" ; :enables :Detect ; rdfs:subClassOf :DefensiveTechnique .
            :Other a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :enables ; owl:someValuesFrom :Model ] .
            :Leaf a owl:Class ; :d3fend-id "D3-L" ; rdfs:subClassOf :Middle, :Other . :Middle rdfs:subClassOf :Top .
            """);

        Assert.Equal(["Detect"], reading.Defensive("D3-T").Tactics);
        Assert.Equal(["Model", "Detect"], reading.Defensive("D3-L").Tactics);
    }

    [Fact]
    public void Parents_are_the_nearest_ancestors_that_have_an_identifier()
    {
        var reading = Read("""
            :A a owl:Class ; :attack-id "T1" ; rdfs:subClassOf :Persistence .
            :B a owl:Class ; :attack-id "T2" ; rdfs:subClassOf :Between, :C . :Between rdfs:subClassOf :A .
            :C a owl:Class ; :attack-id "T10" ; rdfs:subClassOf :A, :B .
            """);

        Assert.Empty(reading.Offensive("T1").Parents);
        Assert.Equal(["T1", "T10"], reading.Offensive("T2").Parents);
    }

    [Fact]
    public void Identifiers_labels_deprecation_and_successors_are_read()
    {
        var technique = Read("""
            :Old a owl:Class ; :attack-id " t1002 " ; rdfs:label "Data Compressed"@en ; :definition "Said \"so\"." ;
                owl:deprecated true ; rdfs:seeAlso "T1560", <http://example.org>, :New, "a note" .
            :New a owl:Class ; :attack-id "T1560.001" .
            """).Offensive("T1002");

        Assert.Equal(("Data Compressed", "Said \"so\".", true), (technique.Title, technique.Text, technique.Deprecated));
        Assert.Equal(["T1560", "T1560.001"], technique.SeeAlso);
        Assert.Equal("", technique.Path);
    }

    [Fact]
    public void Of_two_classes_with_one_identifier_the_first_by_name_is_kept()
    {
        var reading = Read(":Zoo a owl:Class ; :d3fend-id 'D3-X' .\n:Ape a owl:Class ; :d3fend-id 'd3-x' .\n:e a owl:Class ; :attack-id ' ' .");

        Assert.Equal("Ape", reading.Defensive("D3-X").ClassName);
        Assert.Equal(
            [(12, "e has an empty d3f:attack-id."), (10, "Zoo has the d3f:d3fend-id D3-X, as Ape has.")],
            reading.Diagnostics.Select(d => (d.Line, d.Message)));
    }

    [Fact]
    public void Individuals_and_the_property_itself_are_no_techniques()
    {
        Assert.Empty(Read(":attack-id a owl:AnnotationProperty . :thing a :Memory ; :attack-id 'T1' .").Items);
    }

    [Fact]
    public void The_hash_is_of_the_class_statements_alone()
    {
        const string Own = ":X a owl:Class ;\n    :attack-id 'T1' .";
        const string More = ":X rdfs:label 'More' .";

        Assert.Equal(ContentHash.Of(Own), Read(Own + "\n# comment\n:Y a owl:Class .").Offensive("T1").Hash);
        Assert.Equal(ContentHash.Of(Own), Read(Own.ReplaceLineEndings("\r\n")).Offensive("T1").Hash);
        Assert.Equal(ContentHash.Of($"{Own}\n{More}"), Read($"{Own} :Y a owl:Class . {More}").Offensive("T1").Hash);
    }

    [Fact]
    public void Several_files_are_one_ontology_with_blank_nodes_apart()
    {
        var reading = D3fendData.Read(
            D3fendData.File(Base + ":X a owl:Class ; :attack-id 'T1' ; rdfs:subClassOf _:r . _:r a owl:Restriction ; owl:onProperty :accesses .", "a.ttl"),
            D3fendData.File(Prefixes + "_:r a owl:Restriction ; owl:someValuesFrom :Memory . :Y a owl:Class ; :attack-id 'T2' ; :accesses :PageFile .", "b.ttl"),
            D3fendData.File(Prefixes + Watch, "c.ttl"));

        Assert.Equal(["T2"], reading.Defensive("D3-W").Counters.Select(c => c.Technique));
    }

    [Theory]
    [InlineData("ontology/d3fend-protege-2025-08-25.ttl", "2025-08-25")]
    [InlineData("d3fend-protege-1.0.0.ttl", "1.0.0")]
    [InlineData("d3fend-v2.1.ttl", "2.1")]
    [InlineData("d3fend-protege.ttl", "9.9")]
    public void The_version_is_the_file_names_or_else_the_ontologys(string path, string version)
    {
        var file = D3fendData.File("<http://d3fend.mitre.org/ontologies/d3fend.owl> <http://www.w3.org/2002/07/owl#versionInfo> '9.9' .", path);

        Assert.Equal(version, D3fendData.Read(file).Version);
    }

    [Fact]
    public void Without_any_version_it_is_empty()
    {
        Assert.Equal("", Read("").Version);
    }

    [Fact]
    public void A_truncated_file_refuses_the_whole_input()
    {
        var failure = Assert.Throws<SourceRefusedException>(() => D3fendData.Read(D3fendData.File(Base), D3fendData.File("<urn:a>\n<urn:b> [", "ontology/cut.ttl")));

        Assert.StartsWith("ontology/cut.ttl, line 2: The file ends in the middle of the statement that starts on line 1", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("get the file anew from D3FEND and import it again.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_turtle_that_speaks_of_D3FEND_is_recognised()
    {
        var source = new D3fendSource();

        Assert.True(source.Recognises(D3fendData.File(Prefixes)));
        Assert.False(source.Recognises(D3fendData.File("@prefix : <http://example.org/> .")));
        Assert.False(source.Recognises(D3fendData.File(Prefixes, "d3fend.owl")));
        Assert.False(source.Recognises(D3fendData.File("")));
    }

    private static Reading Read(string turtle) => D3fendData.Read(D3fendData.File(Base + turtle));

    private static CounterPath[] Paths(string turtle)
    {
        var countered = Read(Watch + turtle).Defensive("D3-W").Counters.SingleOrDefault(c => c.Technique == "T1");
        return countered?.Paths ?? [];
    }
}
