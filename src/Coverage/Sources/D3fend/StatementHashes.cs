using System.Buffers;

namespace Coverage.Sources.D3fend;

/// <summary>A class's own part of the files: its statements, by which a change to it is known.</summary>
internal sealed class StatementHashes
{
    private readonly TripleGraph graph;
    private readonly Edges bySubject;

    public StatementHashes(TripleGraph graph)
    {
        this.graph = graph;
        var subjects = new EdgeList();
        for (var i = 0; i < graph.Statements.Count; i++)
        {
            subjects.Add(graph.Statements[i].Subject, i);
        }

        bySubject = new Edges(graph.Terms.Count, subjects);
    }

    /// <summary>The hash of a class's statements, which are put together by line ends where there are several.</summary>
    public string Of(int subject)
    {
        var own = bySubject.From(subject);
        if (own.Length == 1)
        {
            return ContentHash.Of(graph.BytesOf(graph.Statements[own[0]]));
        }

        var joined = new ArrayBufferWriter<byte>();
        foreach (var i in own)
        {
            joined.Write(joined.WrittenCount > 0 ? "\n"u8 : []);
            joined.Write(graph.BytesOf(graph.Statements[i]));
        }

        return ContentHash.Of(joined.WrittenSpan);
    }

    /// <summary>Where a class is first spoken of.</summary>
    public (string Path, int Line) PlaceOf(int subject) => graph.PlaceOf(graph.Statements[bySubject.From(subject)[0]]);
}
