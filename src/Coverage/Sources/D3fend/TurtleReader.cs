using System.Text;
using System.Text.Unicode;

namespace Coverage.Sources.D3fend;

/// <summary>Reads Turtle 1.1 (https://www.w3.org/TR/turtle/) into a <see cref="TripleGraph"/>.</summary>
internal ref struct TurtleReader
{
    private readonly TripleGraph graph;
    private readonly int file;
    private readonly Vocabulary words;
    private readonly TurtleNames names;
    private TurtleScanner scanner;
    private int depth;

    private TurtleReader(TripleGraph graph, int file, ReadOnlySpan<byte> text)
    {
        this.graph = graph;
        this.file = file;
        words = new Vocabulary(graph.Terms);
        names = new TurtleNames(graph.Terms);
        scanner = new TurtleScanner(text);
    }

    /// <summary>Adds a file's triples to the graph.</summary>
    /// <exception cref="TurtleException">The file is not whole Turtle; the graph then holds a part of it.</exception>
    public static void Read(TripleGraph graph, string path, ReadOnlyMemory<byte> bytes)
    {
        var reader = new TurtleReader(graph, graph.AddFile(path, bytes), bytes.Span);
        try
        {
            if (!Utf8.IsValid(bytes.Span))
            {
                throw reader.scanner.Error(FirstInvalid(bytes.Span), "The file is not UTF-8");
            }

            reader.ReadDocument();
        }
        catch (InvalidDataException tooLarge)
        {
            throw reader.scanner.Error(reader.scanner.Position, tooLarge.Message);
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private void ReadDocument()
    {
        while (true)
        {
            scanner.SkipBlank();
            if (scanner.AtEnd)
            {
                return;
            }

            scanner.StartStatement();
            if (!TryReadDirective())
            {
                ReadStatement();
            }
        }
    }

    private bool TryReadDirective()
    {
        var isTurtle = scanner.Take('@'); // else SPARQL's way: any case, no dot
        if (scanner.TakeKeyword("prefix"u8, anyCase: !isTurtle))
        {
            // Copied, as what the scanner gives next may not be kept.
            var prefix = scanner.TakePrefix("a prefix such as d3f:").ToArray();
            scanner.SkipBlank();
            names.Declare(prefix, TakeResolvedIri());
        }
        else if (scanner.TakeKeyword("base"u8, anyCase: !isTurtle))
        {
            scanner.SkipBlank();
            names.Base = TakeResolvedIri().ToArray();
        }
        else if (isTurtle)
        {
            throw scanner.Unexpected("prefix or base after the @");
        }
        else
        {
            return false;
        }

        if (isTurtle)
        {
            scanner.Expect('.', "a dot");
        }

        return true;
    }

    private void ReadStatement()
    {
        var start = scanner.Position;
        var subject = ReadSubject(out var complete);
        scanner.SkipBlank();
        if (!complete || scanner.Next != '.')
        {
            ReadPredicates(subject);
        }

        scanner.Expect('.', "a dot, a semicolon or a comma");
        if (graph.Terms.IsNamed(subject))
        {
            graph.Statements.Add(new Statement(subject, file, start, scanner.Position - start, scanner.StatementLine));
        }
    }

    /// <param name="complete">True if the subject says something by itself: <c>[ :p :o ] .</c> is a statement.</param>
    private int ReadSubject(out bool complete)
    {
        complete = false;
        switch (scanner.Next)
        {
            case (byte)'[':
                var before = graph.Triples.Count;
                var blank = ReadBlank();
                complete = graph.Triples.Count > before;
                return blank;
            case (byte)'(':
                return ReadCollection();
            case (byte)'_':
                return names.Blank(scanner.TakeBlankLabel());
            default:
                return ReadName("a subject");
        }
    }

    private void ReadPredicates(int subject)
    {
        var some = false;
        do
        {
            scanner.SkipBlank();
            if (some && (scanner.Next is (byte)';' or (byte)'.' or (byte)']'))
            {
                // Semicolons may repeat and may end the list.
                continue;
            }

            some = true;
            var predicate = scanner.TakeKeyword("a"u8) ? words.Type : ReadName("a predicate");
            do
            {
                scanner.SkipBlank();
                var value = ReadObject();
                graph.Triples.Add(new Triple(subject, predicate, value));
            }
            while (scanner.Take(','));
        }
        while (scanner.Take(';'));
    }

    private int ReadObject() => scanner.Next switch
    {
        (byte)'[' => ReadBlank(),
        (byte)'(' => ReadCollection(),
        (byte)'_' => names.Blank(scanner.TakeBlankLabel()),
        (byte)'"' or (byte)'\'' => ReadString(),
        (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9') => ReadNumber(),
        (byte)'t' or (byte)'f' when TryReadBoolean(out var value) => value,
        _ => ReadName("an object"),
    };

    private int ReadBlank()
    {
        var node = graph.Terms.Unnamed();
        Enter('[');
        if (!scanner.Take(']'))
        {
            ReadPredicates(node);
            scanner.Expect(']', "a closing bracket, a semicolon or a comma");
        }

        depth--;
        return node;
    }

    private int ReadCollection()
    {
        Enter('(');
        var first = words.Nil;
        var last = TermTable.Absent;
        while (!scanner.Take(')'))
        {
            if (scanner.AtEnd)
            {
                throw scanner.Unexpected("a closing parenthesis");
            }

            var cell = graph.Terms.Unnamed();
            graph.Triples.Add(new Triple(cell, words.First, ReadObject()));
            if (last >= 0)
            {
                graph.Triples.Add(new Triple(last, words.Rest, cell));
            }

            first = last >= 0 ? first : cell;
            last = cell;
        }

        if (last >= 0)
        {
            graph.Triples.Add(new Triple(last, words.Rest, words.Nil));
        }

        depth--;
        return first;
    }

    private void Enter(char bracket)
    {
        if (++depth > graph.Limits.Depth)
        {
            throw scanner.Error(scanner.Position, $"Brackets are nested more than {graph.Limits.Depth} deep");
        }

        scanner.Expect(bracket, "a bracket");
    }

    private int ReadString()
    {
        var (start, length, escaped) = scanner.TakeString();
        string? language = null;
        var datatype = TermTable.Absent;
        if (scanner.Take('@'))
        {
            language = names.Language(scanner.TakeLanguage());
        }
        else if (scanner.Next == '^')
        {
            scanner.Expect('^', "^^");
            datatype = scanner.Next == '^' && scanner.Take('^') ? ReadName("a datatype") : throw scanner.Unexpected("a second ^");
        }

        return graph.Add(new Literal(file, start, length, escaped, language, datatype));
    }

    private int ReadNumber()
    {
        var (start, length, form) = scanner.TakeNumber();
        return graph.Add(new Literal(file, start, length, false, null, words.Datatype(form)));
    }

    private bool TryReadBoolean(out int value)
    {
        var start = scanner.Position;
        var found = scanner.TakeKeyword("true"u8) || scanner.TakeKeyword("false"u8);
        value = found ? graph.Add(new Literal(file, start, scanner.Position - start, false, null, words.Boolean)) : 0;
        return found;
    }

    private int ReadName(string what)
    {
        scanner.SkipBlank();
        if (scanner.Next == '<')
        {
            return graph.Terms.Intern(TakeResolvedIri());
        }

        var start = scanner.Position;
        var prefix = scanner.TakePrefix(what);
        if (!names.TryFind(prefix, out var space))
        {
            throw scanner.Error(start, $"The prefix '{Encoding.UTF8.GetString(prefix)}:' is not declared");
        }

        var local = scanner.TakeLocal(out var escaped);
        return names.Intern(space, local, escaped);
    }

    private ReadOnlySpan<byte> TakeResolvedIri()
    {
        if (scanner.Next != '<')
        {
            throw scanner.Unexpected("an IRI in angle brackets");
        }

        var iri = scanner.TakeIri(out var escaped);
        return names.Resolve(escaped ? Encoding.UTF8.GetBytes(TurtleEscapes.Decode(iri)) : iri);
    }

    /// <summary>What the grammar itself names.</summary>
    private sealed class Vocabulary(TermTable terms)
    {
        public int Type { get; } = terms.Intern("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"u8);

        public int First { get; } = terms.Intern("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"u8);

        public int Rest { get; } = terms.Intern("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"u8);

        public int Nil { get; } = terms.Intern("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"u8);

        public int Boolean { get; } = terms.Intern("http://www.w3.org/2001/XMLSchema#boolean"u8);

        public int Datatype(NumberForm form) => terms.Intern(form switch
        {
            NumberForm.Integer => "http://www.w3.org/2001/XMLSchema#integer"u8,
            NumberForm.Decimal => "http://www.w3.org/2001/XMLSchema#decimal"u8,
            _ => "http://www.w3.org/2001/XMLSchema#double"u8,
        });
    }
}
