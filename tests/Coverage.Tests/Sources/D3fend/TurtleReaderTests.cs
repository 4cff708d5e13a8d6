namespace Coverage.Tests.Sources.D3fend;

public sealed class TurtleReaderTests
{
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    [Theory]
    [InlineData("@prefix : <urn:> . :a :b :c .")]
    [InlineData("@prefix x: <urn:> . x:a x:b x:c .")]
    [InlineData("PREFIX : <urn:> :a :b :c .")]
    [InlineData("prefix x.y-z:<urn:>x.y-z:a x.y-z:b x.y-z:c.")]
    [InlineData("<urn:a> <urn:b> <urn:c> .")]
    [InlineData("<urn:\\u0061> <urn:\\U00000062> <urn:c> .")]
    [InlineData("@prefix : <wrong:> . @prefix : <urn:> . :a :b :c .")]
    [InlineData("\uFEFF@prefix : <urn:> . # comment\n:a# comment\r\n\t:b :c.#end")]
    public void Names_are_the_same_however_they_are_written(string turtle)
    {
        Assert.Equal(["<urn:a> <urn:b> <urn:c>"], TurtleText.Triples(turtle));
    }

    [Theory]
    [InlineData(":T1219.001", "urn:T1219.001")]
    [InlineData(":a\\-b\\.", "urn:a-b.")]
    [InlineData(":100%25\\/x", "urn:100%25/x")]
    [InlineData(":a:b", "urn:a:b")]
    [InlineData(":é", "urn:é")]
    [InlineData(":", "urn:")]
    public void Local_names_take_dots_colons_and_escapes(string name, string iri)
    {
        Assert.Equal($"<{iri}>", TurtleText.Triples($"@prefix : <urn:> . <urn:s> <urn:p> {name} .")[0].Split(' ')[2]);
    }

    [Fact]
    public void A_dot_after_a_name_ends_the_statement()
    {
        Assert.Equal(["<urn:a> <urn:b> <urn:c.d>", "<urn:e> <urn:f> \"1\"^^<" + Xsd + "integer>"], TurtleText.Triples("@prefix : <urn:> . :a :b :c.d. :e :f 1."));
    }

    [Fact]
    public void Lists_repeat_subject_and_predicate_and_may_end_in_semicolons()
    {
        Assert.Equal(
            [$"<urn:a> <{Rdf}type> <urn:b>", $"<urn:a> <{Rdf}type> <urn:c>", "<urn:a> <urn:p> <urn:d>"],
            TurtleText.Triples("@prefix : <urn:> . :a a :b , :c ;; :p :d ; ; ."));
    }

    [Fact]
    public void Blank_nodes_nest()
    {
        Assert.Equal(
            ["_:1 <urn:q> \"x\"", "_:2 <urn:p> _:1", "<urn:a> <urn:p> _:2", "<urn:a> <urn:p> _:3"],
            TurtleText.Triples("""@prefix : <urn:> . :a :p [ :p [ :q "x" ; ] ], [] ."""));
    }

    [Fact]
    public void A_blank_node_can_be_the_subject()
    {
        Assert.Equal(["_:1 <urn:p> <urn:a>", "_:2 <urn:p> <urn:b>", "_:2 <urn:q> <urn:c>"], TurtleText.Triples("@prefix : <urn:> . [] :p :a . [ :p :b ] :q :c ."));
        Assert.Equal(["_:1 <urn:p> <urn:a>"], TurtleText.Triples("@prefix : <urn:> . [ :p :a ] ."));
    }

    [Fact]
    public void Labelled_blank_nodes_are_one_in_a_file_and_apart_between_files()
    {
        const string File = "<urn:a> <urn:p> _:x.1 . _:x.1 <urn:p> _:y.";

        Assert.Equal(
            ["<urn:a> <urn:p> _:1", "_:1 <urn:p> _:2", "<urn:a> <urn:p> _:3", "_:3 <urn:p> _:4"],
            TurtleText.Triples(File, File));
    }

    [Fact]
    public void Collections_become_lists()
    {
        Assert.Equal(
            [
                $"_:1 <{Rdf}first> <urn:b>",
                $"_:2 <{Rdf}first> \"2\"^^<{Xsd}integer>", $"_:1 <{Rdf}rest> _:2", $"_:2 <{Rdf}rest> <{Rdf}nil>",
                "<urn:a> <urn:p> _:1", $"<urn:a> <urn:p> <{Rdf}nil>",
            ],
            TurtleText.Triples("@prefix : <urn:> . :a :p (:b 2), () ."));
    }

    [Theory]
    [InlineData("\"it's\"", "\"it's\"")]
    [InlineData("'say \"x\"'", "\"say \"x\"\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"\"\"two\nlines, \"\" and \" too\"\"\"", "\"two\nlines, \"\" and \" too\"")]
    [InlineData("'''it''s'''", "\"it''s\"")]
    [InlineData("\"a\\tb\\n\\\"\\\\\\u00e9\\U0001F600\"", "\"a\tb\n\"\\é😀\"")]
    [InlineData("\"x\"@en-GB", "\"x\"@en-GB")]
    [InlineData("\"1\"^^<urn:t>", "\"1\"^^<urn:t>")]
    [InlineData("\"1\"^^:t", "\"1\"^^<urn:t>")]
    public void Strings_of_all_kinds_are_decoded(string turtle, string literal)
    {
        Assert.Equal([$"<urn:s> <urn:p> {literal}"], TurtleText.Triples($"@prefix : <urn:> . :s :p {turtle} ."));
    }

    [Theory]
    [InlineData("1", "integer")]
    [InlineData("-7", "integer")]
    [InlineData("+1.5", "decimal")]
    [InlineData(".5", "decimal")]
    [InlineData("1e6", "double")]
    [InlineData("1.E-6", "double")]
    [InlineData("true", "boolean")]
    [InlineData("false", "boolean")]
    public void Numbers_and_booleans_have_their_types(string turtle, string type)
    {
        Assert.Equal([$"<urn:s> <urn:p> \"{turtle}\"^^<{Xsd}{type}>"], TurtleText.Triples($"<urn:s> <urn:p> {turtle}."));
    }

    [Theory]
    [InlineData("http://x/a/b?q#f", "", "http://x/a/b?q")]
    [InlineData("http://x/a/b?q#f", "#g", "http://x/a/b?q#g")]
    [InlineData("http://x/a/b?q#f", "?r", "http://x/a/b?r")]
    [InlineData("http://x/a/b?q#f", "c", "http://x/a/c")]
    [InlineData("http://x/a/b", "../c/./d", "http://x/c/d")]
    [InlineData("http://x/a/b", "/c/..", "http://x/")]
    [InlineData("http://x", "c", "http://x/c")]
    [InlineData("http://x/a", "//y/z", "http://y/z")]
    [InlineData("http://x/a", "urn:c", "urn:c")]
    public void Relative_names_are_resolved_against_the_base(string root, string reference, string iri)
    {
        Assert.Equal([$"<urn:s> <urn:p> <{iri}>"], TurtleText.Triples($"@base <{root}> . <urn:s> <urn:p> <{reference}> ."));
        Assert.Equal([$"<urn:s> <urn:p> <{iri}>"], TurtleText.Triples($"BASE <{root}> <urn:s> <urn:p> <{reference}> ."));
    }

    [Fact]
    public void Many_terms_keep_their_numbers()
    {
        var turtle = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"<urn:{i % 2_500}> <urn:p> _:b{i} .\n"));

        var triples = TurtleText.Triples(turtle);

        Assert.Equal("<urn:2499> <urn:p> _:5000", triples[^1]);
        Assert.Equal(2_500, triples.Select(t => t.Split(' ')[0]).Distinct().Count());
    }
}
