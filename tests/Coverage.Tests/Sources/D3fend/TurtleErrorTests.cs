using System.Text;
using Coverage.Sources;
using Coverage.Sources.D3fend;

namespace Coverage.Tests.Sources.D3fend;

public sealed class TurtleErrorTests
{
    [Theory]
    [InlineData("<urn:a>", 2)]
    [InlineData("<urn:a> <urn:b>", 2)]
    [InlineData("<urn:a> <urn:b> <urn:c>", 2)]
    [InlineData("<urn:a> <urn:b> <urn:c> ;\n", 3)]
    [InlineData("<urn:a> <urn:b> [ <urn:c> 1", 2)]
    [InlineData("<urn:a> <urn:b> ( 1\n\n", 4)]
    [InlineData("@prefix x: <urn:x>", 2)]
    [InlineData("@prefix x", 2)]
    public void A_file_that_ends_in_the_middle_is_an_error(string end, int line)
    {
        var failure = TurtleText.Fails("<urn:a> <urn:b> 1 .\n" + end);

        Assert.Equal(line, failure.Line);
        Assert.Contains("The file ends in the middle of the statement that starts on line 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wherever_a_file_is_cut_it_is_an_error_or_ends_in_a_dot()
    {
        const string Turtle = """"
            @prefix : <urn:> .
            PREFIX x: <urn:x>
            :a a :B ; :p [ :q "one \" \u0041"@en-GB, 'two'^^x:t ; ] , ( 1 -2e3 true ) ; .
            _:b x:p\-q%20 """three
            lines""" .
            """";

        for (var i = 1; i < Turtle.Length; i++)
        {
            var cut = Turtle[..i].TrimEnd();
            if (!cut.EndsWith('.') && cut != Turtle.Split('\n')[0] + "\nPREFIX x: <urn:x>")
            {
                Assert.NotNull(Record.Exception(() => TurtleText.Triples(cut)) as TurtleException);
            }
        }
    }

    [Theory]
    [InlineData("\n\n<urn:a> x:b 1 .", 3, "The prefix 'x:' is not declared")]
    [InlineData("\n<urn:a> <urn:b> \"open .\n", 2, "not closed on its line")]
    [InlineData("\n<urn:a> <urn:b> \"\"\"open .\n\n", 2, "not closed before the file ends")]
    [InlineData("\n<urn:a> <urn:b> 'open", 2, "not closed before the file ends")]
    [InlineData("<urn:a> <urn:b> \"\\q\" .", 1, "No such escape in a string: '\\q\"")]
    [InlineData("<urn:a> <urn:b> \"\\u00g0\" .", 1, "No such escape")]
    [InlineData("<urn:a> <urn:b> \"\\uD800\" .", 1, "No such escape")]
    [InlineData("@prefix : <urn:> . :a :b :c\\x .", 1, "No such escape in a name")]
    [InlineData("@prefix : <urn:> . :a :b :c%2 .", 1, "No such escape in a name")]
    [InlineData("<urn:a b> <urn:b> 1 .", 1, "An IRI may not hold ' b>")]
    [InlineData("<urn:a\n> <urn:b> 1 .", 1, "An IRI may not hold the end of the line")]
    [InlineData("<urn:a", 1, "The IRI is not closed")]
    [InlineData("<urn:a> <urn:b> 1 , .", 1, "Expected an object, found '.'")]
    [InlineData("<urn:a> <urn:b> 1\n<urn:a> <urn:b> 1 .", 2, "Expected a dot, a semicolon or a comma")]
    [InlineData("<urn:a> .", 1, "Expected a predicate")]
    [InlineData("[] .", 1, "Expected a predicate")]
    [InlineData("<urn:a> ; <urn:b> 1 .", 1, "Expected a predicate")]
    [InlineData("<urn:a> \"b\" 1 .", 1, "Expected a predicate")]
    [InlineData("\"a\" <urn:b> 1 .", 1, "Expected a subject")]
    [InlineData("<urn:a> <urn:b> 1x .", 1, "Expected a number")]
    [InlineData("<urn:a> <urn:b> 1e .", 1, "Expected a number")]
    [InlineData("<urn:a> <urn:b> \"x\"@1 .", 1, "Expected a language tag")]
    [InlineData("<urn:a> <urn:b> \"x\"^<urn:t> .", 1, "Expected a second ^")]
    [InlineData("<urn:a> <urn:b> [ <urn:b> 1 ) .", 1, "Expected a closing bracket")]
    [InlineData("@prfix x: <urn:> .", 1, "Expected prefix or base")]
    [InlineData("@prefix x: <urn:>\n<urn:a> <urn:b> 1 .", 2, "Expected a dot")]
    [InlineData("{ <urn:a> <urn:b> 1 }", 1, "Expected a subject, found '{")]
    public void What_is_wrong_is_said_with_its_line(string turtle, int line, string message)
    {
        var failure = TurtleText.Fails(turtle);

        Assert.Equal(line, failure.Line);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[', "<urn:p> ")]
    [InlineData('(', "")]
    public void A_hundred_thousand_brackets_are_refused_at_the_limit(char bracket, string between)
    {
        var turtle = new StringBuilder("<urn:a> <urn:p> ");
        turtle.Insert(turtle.Length, $"{bracket}{between}", 100_000);

        Assert.Equal("Brackets are nested more than 64 deep", TurtleText.Fails(turtle.ToString()).Message);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_their_line()
    {
        var graph = new TripleGraph(SourceLimits.Default, 0);

        var failure = Assert.Throws<TurtleException>(() => TurtleReader.Read(graph, "x.ttl", (byte[])[.. "<urn:a>\n<urn:b> \"é"u8, 0xFF, .. "\" ."u8]));

        Assert.Equal((2, "The file is not UTF-8"), (failure.Line, failure.Message));
    }

    [Fact]
    public void Short_names_under_a_long_prefix_cannot_fill_the_memory()
    {
        var longest = TurtleText.Fails($"@prefix : <urn:{new string('x', 3_000)}> .");
        var graph = new TripleGraph(SourceLimits.Default with { TurtleBytes = 10_000 }, 0);
        var names = string.Concat(Enumerable.Range(0, 100).Select(i => $":{i} :p :o .\n"));
        var most = Assert.Throws<TurtleException>(() => TurtleReader.Read(graph, "x.ttl", Encoding.UTF8.GetBytes($"@prefix : <urn:{new string('x', 1_000)}> .\n{names}")));

        Assert.Equal("An IRI has more than 2,048 bytes", longest.Message);
        Assert.Equal("The names in this file, written out, take more than 10,000 bytes", most.Message);
        Assert.True(most.Line > 1);
    }
}
