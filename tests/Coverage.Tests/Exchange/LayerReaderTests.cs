using System.Text;
using Coverage.Exchange;
using Coverage.Exchange.Navigator;

namespace Coverage.Tests.Exchange;

/// <summary>Weights from a layer, which may come from anybody, and from what people type.</summary>
public sealed class LayerReaderTests
{
    [Fact]
    public void Scores_become_weights_the_largest_where_a_technique_stands_twice()
    {
        var weights = Read(Layer("""{"techniqueID":"T1059","tactic":"execution","score":2},{"techniqueID":"t1059","score":5.5},{"techniqueID":"T1001.001","score":0},{"techniqueID":"T1003"},{"techniqueID":"T1004","score":9,"enabled":false}"""));

        Assert.Equal([("T1001.001", 0.0), ("T1059", 5.5)], weights.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Of_several_layers_in_a_file_the_largest_score_holds_and_one_without_scores_weighs_1()
    {
        var weights = Read($$"""[{{Layer("""{"techniqueID":"T1059","score":2}""")}},{{Layer("""{"techniqueID":"T1059"},{"techniqueID":"T1003"}""")}}]""");

        Assert.Equal([("T1003", 1.0), ("T1059", 2.0)], weights.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_byte_order_mark_is_read_over()
    {
        Assert.Single(Read("\uFEFF" + Layer("""{"techniqueID":"T1059","score":1}""")));
    }

    [Theory]
    [InlineData("", "mine.json is empty")]
    [InlineData("<svg/>", "Export the layer as JSON, not as SVG or Excel")]
    [InlineData("[]", "holds no layer")]
    [InlineData("{", "is not whole JSON, line 1")]
    [InlineData("""{"name":"x","domain":"enterprise-attack","techniques":{}}""", "is no layer of ATT&CK Navigator")]
    [InlineData("""{"name":"x","domain":"enterprise-attack","versions":{"layer":"3.0"},"techniques":[]}""", "is a layer of version '3.0'; 4.0 to 4.5 are read")]
    public void What_is_no_layer_is_refused_in_words(string text, string why)
    {
        Assert.Contains(why, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The layer has no enabled technique with a score")]
    [InlineData("""{"techniqueID":"<script>","score":1}""", "'<script>' is no technique's identifier")]
    [InlineData("""{"techniqueID":"T1059","score":"many"},{"techniqueID":"T1003","score":1}""", "The score of T1059, 'many', is no weight")]
    [InlineData("""{"techniqueID":"T1059","score":1e999}""", "The score of T1059, '1e999', is no weight")]
    [InlineData("""{"techniqueID":"T1059","score":-1}""", "The score of T1059, '-1', is no weight")]
    public void One_technique_that_cannot_be_read_refuses_the_layer(string techniques, string why)
    {
        Assert.Contains("mine.json: " + why, Assert.Throws<FormatException>(() => Read(Layer(techniques))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_and_size_without_end_are_refused()
    {
        Assert.Contains("nested too deeply", Assert.Throws<FormatException>(() => Read("""{"techniques":""" + new string('[', 10_000))).Message, StringComparison.Ordinal);
        using var endless = new MemoryStream(new byte[LayerReader.LargestFile + 1]);
        Assert.Contains("8 MB", Assert.Throws<FormatException>(() => LayerReader.Read("mine.json", endless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_weights_are_a_technique_and_a_number_a_line()
    {
        var weights = WeightText.Read("T1059 3\r\n\n t1001.001 = 0.5\nT1003,2");

        Assert.Equal("T1001.001 0.5\nT1003 2\nT1059 3", WeightText.Write(weights));
        Assert.Equal(weights, WeightText.Read(WeightText.Write(weights)));
    }

    [Theory]
    [InlineData("T1059")]
    [InlineData("T1059 -1")]
    [InlineData("T1059 many")]
    [InlineData("PowerShell 3")]
    [InlineData("T1059 1 2")]
    public void A_line_that_is_no_weight_is_named(string line)
    {
        Assert.StartsWith("Line 2 is no weight", Assert.Throws<FormatException>(() => WeightText.Read("T1001 1\n" + line)).Message, StringComparison.Ordinal);
    }

    private static string Layer(string techniques) => $$"""{"name":"x","domain":"enterprise-attack","versions":{"layer":"4.5"},"techniques":[{{techniques}}]}""";

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, double> Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return LayerReader.Read("mine.json", stream);
    }
}
