using System.Text.Json;
using Coverage.Exchange;
using Coverage.Linking;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Exchange;

public sealed class LinkFileTests
{
    private const string Header = "technique,written,resolution,kind,source,external_id,title,path,origin,derivation,via\n";

    [Fact]
    public void The_CSV_has_exactly_the_columns_of_the_contract_also_when_it_is_empty()
    {
        using var db = new TestDb();

        Assert.Equal(Header, Csv(db, LinkKind.Rule));
    }

    [Fact]
    public void Rows_stand_by_written_identifier_then_by_item_ordinal()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001").Revoked("T1003", "T1001").File());
        db.Import(("rules/a.yml", Make.Rule(3, "attack.t1001", "attack.t1003")), ("rules/b.yml", Make.Rule(2, "attack.t1001")), ("rules/c.yml", Make.Rule(1, "attack.t1003", "attack.t0999.001")));

        Assert.Equal(
            Header + $"""
            ,T0999.001,unresolved,rule,sigma,{Make.Guid(1)},Rule 1,rules/c.yml,Tag,,
            T1001,T1001,exact,rule,sigma,{Make.Guid(2)},Rule 2,rules/b.yml,Tag,,
            T1001,T1001,exact,rule,sigma,{Make.Guid(3)},Rule 3,rules/a.yml,Tag,,
            T1001,T1003,migrated,rule,sigma,{Make.Guid(1)},Rule 1,rules/c.yml,Tag,,T1003>T1001
            T1001,T1003,migrated,rule,sigma,{Make.Guid(3)},Rule 3,rules/a.yml,Tag,,T1003>T1001

            """.ReplaceLineEndings("\n"),
            Csv(db, LinkKind.Rule));
    }

    [Fact]
    public void One_technique_is_found_by_its_current_and_by_its_written_identifier_in_any_case()
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001", "T1002").Revoked("T1003", "T1001").File());
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1003")), ("rules/b.yml", Make.Rule(2, "attack.t1002")));

        Assert.Equal(["Rule 1"], LinkRows.Of(db.View, LinkKind.Rule, "t1001").Select(row => row.Title));
        Assert.Equal(["Rule 1"], LinkRows.Of(db.View, LinkKind.Rule, " T1003").Select(row => row.Title));
        Assert.Empty(LinkRows.Of(db.View, LinkKind.Rule, "T1009"));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@sum", "\"'@sum\"")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    public void A_cell_that_a_spreadsheet_would_take_for_a_formula_gets_a_leading_quote(string title, string cell) =>
        Assert.Equal($"{Header}T1001,T1001,exact,rule,sigma,id,{cell},p,Tag,,\n", Csv([Row(title)]));

    [Theory]
    [InlineData("\t=x")]
    [InlineData("\r=x")]
    public void A_leading_tab_or_carriage_return_is_no_way_around_it(string title) => Assert.Contains("'" + title, Csv([Row(title)]), StringComparison.Ordinal);

    [Fact]
    public void Controls_name_their_class_derivation_and_path_after_the_migration()
    {
        using var db = new TestDb();
        var bundle = new Bundle().Techniques("T1001", "T1001.001").Revoked("T1003", "T1001");
        db.Import(bundle.File());
        db.Import(("d3fend-2025-01-01.ttl", Ontology));

        Assert.Equal(
            ["T1001 T1003 migrated control d3fend D3-TD Thing Detection d3f:ThingDetection Inferred direct T1003>T1001 | T1003 -modifies-> Thing <-analyzes- D3-TD => Detect"],
            LinkRows.Of(db.View, LinkKind.Control).Select(Line));
        Assert.Equal(
            ["T1003 direct T1003>T1001 | T1003 -modifies-> Thing <-analyzes- D3-TD => Detect", "T1003.001 parent T1003 -modifies-> Thing <-analyzes- D3-TD => Detect"],
            LinkRows.Of(db.View, LinkKind.Control, null, ControlDerivation.Parent).Select(row => $"{row.Written} {row.Derivation} {row.Via}"));

        static string Line(LinkRow row) => $"{row.Technique} {row.Written} {row.Resolution} {row.Kind} {row.Source} {row.ExternalId} {row.Title} {row.Path} {row.Origin} {row.Derivation} {row.Via}";
    }

    [Fact]
    public void The_JSON_has_the_same_names_and_parses()
    {
        using var stream = new MemoryStream();
        LinkFile.WriteJson(stream, [Row("a \"b\" <c> é")]);

        using var json = JsonDocument.Parse(stream.ToArray());

        var row = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(Header.TrimEnd().Split(','), row.EnumerateObject().Select(property => property.Name));
        Assert.Equal("a \"b\" <c> é", row.GetProperty("title").GetString());
    }

    private const string Ontology = """
        @prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :DigitalArtifact a owl:Class ; rdfs:label "Digital Artifact" .
        :Thing a owl:Class ; rdfs:label "Thing" ; rdfs:subClassOf :DigitalArtifact .
        :may-be-associated-with a owl:ObjectProperty .
        :modifies a owl:ObjectProperty ; rdfs:subPropertyOf :may-be-associated-with .
        :analyzes a owl:ObjectProperty ; rdfs:subPropertyOf :may-be-associated-with .
        :OffensiveTechnique a owl:Class .
        :T1003 a owl:Class ; rdfs:label "Old" ; :attack-id "T1003" ; rdfs:subClassOf :OffensiveTechnique, [ a owl:Restriction ; owl:onProperty :modifies ; owl:someValuesFrom :Thing ] .
        :T1003.001 a owl:Class ; rdfs:label "Old sub" ; :attack-id "T1003.001" ; rdfs:subClassOf :T1003 .
        :DefensiveTechnique a owl:Class .
        :Detect a :DefensiveTactic .
        :ThingDetection a owl:Class ; rdfs:label "Thing Detection" ; :d3fend-id "D3-TD" ; :enables :Detect ;
            rdfs:subClassOf :DefensiveTechnique, [ a owl:Restriction ; owl:onProperty :analyzes ; owl:someValuesFrom :Thing ] .
        """;

    private static LinkRow Row(string title) => new("T1001", "T1001", "exact", "rule", "sigma", "id", title, "p", "Tag", "", "");

    private static string Csv(TestDb db, LinkKind kind) => Csv(LinkRows.Of(db.View, kind));

    private static string Csv(IEnumerable<LinkRow> rows)
    {
        using var writer = new StringWriter();
        LinkFile.WriteCsv(writer, rows);
        return writer.ToString();
    }
}
