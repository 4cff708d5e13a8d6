using System.Text;
using Coverage.Sources;
using Coverage.Sources.D3fend;

namespace Coverage.Tests.Sources.D3fend;

/// <summary>Turtle read into lines that can be compared: one a triple, in the order of the graph, blank nodes numbered as they appear.</summary>
internal static class TurtleText
{
    public static string[] Triples(params string[] files)
    {
        var graph = new TripleGraph(SourceLimits.Default, 0);
        foreach (var file in files)
        {
            TurtleReader.Read(graph, "test.ttl", Encoding.UTF8.GetBytes(file));
        }

        Dictionary<int, int> blanks = [];
        return [.. graph.Triples.Select(t => $"{Text(t.Subject)} {Text(t.Predicate)} {Text(t.Object)}")];

        string Text(int node)
        {
            if (graph.Terms.IsNamed(node))
            {
                return $"<{Encoding.UTF8.GetString(graph.Terms[node])}>";
            }

            if (node >= 0)
            {
                blanks.TryAdd(node, blanks.Count + 1);
                return $"_:{blanks[node]}";
            }

            var literal = graph.Literals[~node];
            var type = literal.Datatype >= 0 ? $"^^{Text(literal.Datatype)}" : "";
            return $"\"{graph.TextOf(node)}\"{(literal.Language is { } language ? "@" + language : "")}{type}";
        }
    }

    public static TurtleException Fails(string file) => Assert.Throws<TurtleException>(() => Triples(file));
}
