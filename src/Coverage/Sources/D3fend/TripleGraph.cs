using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>
/// One triple. Named and blank nodes are terms (from 0) of <see cref="TripleGraph.Terms"/>; an object below 0 is the
/// literal <c>~Object</c>.
/// </summary>
internal readonly record struct Triple(int Subject, int Predicate, int Object);

/// <summary>A literal: where its characters lie between the quotes, not decoded until somebody asks.</summary>
/// <param name="File">The file's number.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Escaped">Whether a backslash is among them.</param>
/// <param name="Language">The language tag, or null.</param>
/// <param name="Datatype">The term of the datatype, or <see cref="TermTable.Absent"/>.</param>
internal readonly record struct Literal(int File, int Start, int Length, bool Escaped, string? Language, int Datatype);

/// <summary>A statement about a named subject: its bytes from the subject up to and with the closing dot.</summary>
internal readonly record struct Statement(int Subject, int File, int Start, int Length, int Line);

/// <summary>The triples of one or several Turtle files, with equal names as equal numbers and blank nodes of each file apart.</summary>
internal sealed class TripleGraph
{
    private const int BytesOfTriple = 80;
    private readonly List<(string Path, ReadOnlyMemory<byte> Bytes)> files = [];

    /// <param name="limits">Bound the bytes that names may take, and the nesting.</param>
    /// <param name="bytes">About how many bytes of Turtle to expect.</param>
    public TripleGraph(SourceLimits limits, int bytes)
    {
        Limits = limits;
        var expected = Math.Clamp(bytes / BytesOfTriple, 16, 1 << 20);
        Terms = new TermTable(limits.TurtleBytes, expected / 2);
        Triples = new List<Triple>(expected);
        Literals = new List<Literal>(expected / 2);
    }

    public SourceLimits Limits { get; }

    public TermTable Terms { get; }

    public List<Triple> Triples { get; }

    public List<Literal> Literals { get; }

    /// <summary>The statements about named subjects, in the order of the files.</summary>
    public List<Statement> Statements { get; } = [];

    /// <summary>Takes a file in and gives its number.</summary>
    public int AddFile(string path, ReadOnlyMemory<byte> bytes)
    {
        files.Add((path, bytes));
        return files.Count - 1;
    }

    /// <summary>Adds a literal and gives its number as an object.</summary>
    public int Add(in Literal literal)
    {
        Literals.Add(literal);
        return ~(Literals.Count - 1);
    }

    /// <summary>The characters of the literal that an object is; null if the object is none.</summary>
    public string? TextOf(int node)
    {
        if (node >= 0 || node == TermTable.Absent)
        {
            return null;
        }

        var literal = Literals[~node];
        var bytes = files[literal.File].Bytes.Span.Slice(literal.Start, literal.Length);
        return literal.Escaped ? TurtleEscapes.Decode(bytes) : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The bytes of a statement.</summary>
    public ReadOnlySpan<byte> BytesOf(in Statement statement) => files[statement.File].Bytes.Span.Slice(statement.Start, statement.Length);

    /// <summary>Path and line (from 1) of where a statement starts.</summary>
    public (string Path, int Line) PlaceOf(in Statement statement) => (files[statement.File].Path, statement.Line);
}
