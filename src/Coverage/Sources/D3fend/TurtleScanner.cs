using System.Buffers;
using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>The tokens of Turtle, over UTF-8 bytes that stay where they are. Knows no triples.</summary>
internal ref struct TurtleScanner
{
    // Every non-ASCII character is taken as a letter of a name; the few that the grammar leaves out would only make an unknown name.
    private static readonly SearchValues<byte> NameBytes = Bytes(b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.');
    private static readonly SearchValues<byte> LocalBytes = Bytes(b => b == ':' || NameBytes.Contains(b));
    private static readonly SearchValues<byte> IriEnds = Bytes(b => b <= ' ' || "<>\"{}|^`\\"u8.Contains(b));
    private static readonly SearchValues<byte> DoubleQuotedEnds = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> SingleQuotedEnds = SearchValues.Create("'\\\n\r"u8);
    private readonly ReadOnlySpan<byte> text;
    private int statementStart;

    public TurtleScanner(ReadOnlySpan<byte> text)
    {
        this.text = text;
        Position = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        statementStart = Position;
    }

    /// <summary>The offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>The line, from 1, where the statement starts that is being read.</summary>
    public int StatementLine { get; private set; } = 1;

    public readonly bool AtEnd => Position >= text.Length;

    /// <summary>The next byte, 0 at the end.</summary>
    public readonly byte Next => Position < text.Length ? text[Position] : (byte)0;

    /// <summary>Goes past white space and comments.</summary>
    public void SkipBlank()
    {
        for (; Position < text.Length; Position++)
        {
            var next = text[Position];
            if (next == '#')
            {
                var end = text[Position..].IndexOfAny((byte)'\n', (byte)'\r');
                Position = end < 0 ? text.Length - 1 : Position + end;
            }
            else if (next is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return;
            }
        }
    }

    /// <summary>Says that a statement starts here.</summary>
    public void StartStatement()
    {
        StatementLine += text[statementStart..Position].Count((byte)'\n');
        statementStart = Position;
    }

    /// <summary>Takes the byte if it comes next, after blanks.</summary>
    public bool Take(char expected)
    {
        SkipBlank();
        if (Next != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes the byte or fails.</summary>
    public void Expect(char expected, string what)
    {
        if (!Take(expected))
        {
            throw Unexpected(what);
        }
    }

    /// <summary>The word (a keyword, or a name's part before the colon) that comes next, without taking it.</summary>
    public readonly ReadOnlySpan<byte> PeekWord()
    {
        var rest = text[Position..];
        var end = rest.IndexOfAnyExcept(NameBytes);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Whether the keyword comes next and is not the start of a prefixed name; takes it if so.</summary>
    public bool TakeKeyword(ReadOnlySpan<byte> keyword, bool anyCase = false)
    {
        var word = PeekWord();
        if (Position + word.Length < text.Length && text[Position + word.Length] == ':')
        {
            return false;
        }

        word = word.TrimEnd((byte)'.');
        if (!(anyCase ? Ascii.EqualsIgnoreCase(word, keyword) : word.SequenceEqual(keyword)))
        {
            return false;
        }

        Position += keyword.Length;
        return true;
    }

    /// <summary>The part of a prefixed name before its colon; takes the colon too.</summary>
    public ReadOnlySpan<byte> TakePrefix(string what)
    {
        SkipBlank();
        var word = PeekWord();
        var end = Position + word.Length;
        if (end < text.Length && text[end] == ':')
        {
            Position = end + 1;
            return word;
        }

        if (end == text.Length && !word.EndsWith((byte)'.'))
        {
            Position = end;
        }

        throw Unexpected(what);
    }

    /// <summary>The part of a prefixed name after its colon, as it is written; a dot at its end is not part of it.</summary>
    public ReadOnlySpan<byte> TakeLocal(out bool escaped)
    {
        var start = Position;
        var at = start;
        var kept = start;
        escaped = false;
        if (Next is (byte)'.' or (byte)'-')
        {
            return [];
        }

        while (true)
        {
            var run = text[at..].IndexOfAnyExcept(LocalBytes);
            at = run < 0 ? text.Length : at + run;
            if (at >= text.Length || text[at] is not ((byte)'\\' or (byte)'%'))
            {
                break;
            }

            at = kept = EndOfLocalEscape(at);
            escaped = true;
        }

        while (at > kept && text[at - 1] == '.')
        {
            at--;
        }

        Position = at;
        return text[start..at];
    }

    /// <summary>The label of a blank node; <c>_:</c> comes next.</summary>
    public ReadOnlySpan<byte> TakeBlankLabel()
    {
        if (Position + 1 >= text.Length || text[Position + 1] != ':')
        {
            throw Unexpected("a blank node such as _:x");
        }

        Position += 2;
        var label = PeekWord().TrimEnd((byte)'.');
        if (label.IsEmpty)
        {
            throw Unexpected("the label of a blank node");
        }

        Position += label.Length;
        return label;
    }

    /// <summary>What is between the angle brackets of an IRI.</summary>
    public ReadOnlySpan<byte> TakeIri(out bool escaped)
    {
        escaped = false;
        var start = Position + 1;
        for (var at = start; ;)
        {
            var end = text[at..].IndexOfAny(IriEnds);
            if (end < 0)
            {
                throw Error(Position, $"The IRI is not closed: {Shown(Position)}");
            }

            at += end;
            if (text[at] == '>')
            {
                Position = at + 1;
                return text[start..at];
            }

            var length = text[at] == '\\' ? TurtleEscapes.Length(text[at..], numericOnly: true) : 0;
            if (length == 0)
            {
                throw Error(at, $"An IRI may not hold {Shown(at)}");
            }

            escaped = true;
            at += length;
        }
    }

    /// <summary>Takes a quoted string and says where its content lies.</summary>
    public (int Start, int Length, bool Escaped) TakeString()
    {
        var quote = text[Position];
        var isLong = Position + 2 < text.Length && text[Position + 1] == quote && text[Position + 2] == quote;
        var start = Position + (isLong ? 3 : 1);
        var escaped = false;
        for (var at = start; ;)
        {
            var end = isLong ? text[at..].IndexOfAny(quote, (byte)'\\') : text[at..].IndexOfAny(quote == '"' ? DoubleQuotedEnds : SingleQuotedEnds);
            if (end < 0 || text[at + end] is (byte)'\n' or (byte)'\r')
            {
                throw Error(Position, end < 0 ? "The string that starts here is not closed before the file ends" : "The string that starts here is not closed on its line");
            }

            at += end;
            if (text[at] == '\\')
            {
                var length = TurtleEscapes.Length(text[at..], numericOnly: false);
                at += length > 0 ? length : throw Error(at, $"No such escape in a string: {Shown(at)}");
                escaped = true;
            }
            else if (!isLong || (at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote))
            {
                Position = at + (isLong ? 3 : 1);
                return (start, at - start, escaped);
            }
            else
            {
                at++;
            }
        }
    }

    /// <summary>The language tag after an <c>@</c> that was taken.</summary>
    public ReadOnlySpan<byte> TakeLanguage()
    {
        var tag = PeekWord();
        var end = tag.IndexOfAny((byte)'.', (byte)'_');
        tag = end < 0 ? tag : tag[..end];
        if (tag.IsEmpty || !char.IsAsciiLetter((char)tag[0]) || !Ascii.IsValid(tag))
        {
            throw Unexpected("a language tag");
        }

        Position += tag.Length;
        return tag;
    }

    /// <summary>Takes a number: whole, with a point, or with an exponent.</summary>
    public (int Start, int Length, NumberForm Form) TakeNumber()
    {
        var start = Position;
        var at = start + (text[start] is (byte)'+' or (byte)'-' ? 1 : 0);
        var form = NumberForm.Integer;
        var whole = Digits(ref at);
        var fraction = 0;
        if (at + 1 < text.Length && text[at] == '.' && (char.IsAsciiDigit((char)text[at + 1]) || (whole > 0 && text[at + 1] is (byte)'e' or (byte)'E')))
        {
            at++;
            form = NumberForm.Decimal;
            fraction = Digits(ref at);
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at += at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            form = Digits(ref at) > 0 ? NumberForm.Double : throw Unexpected("a number");
        }

        if (whole + fraction == 0)
        {
            throw Unexpected("an object");
        }

        if (at < text.Length && text[at] != '.' && LocalBytes.Contains(text[at]))
        {
            throw Unexpected("a number");
        }

        Position = at;
        return (start, at - start, form);
    }

    /// <summary>Says that something else was expected here, or that the file ends in the middle.</summary>
    public readonly TurtleException Unexpected(string what)
    {
        return AtEnd
            ? Error(text.Length, $"The file ends in the middle of the statement that starts on line {StatementLine}, where {what} was expected")
            : Error(Position, $"Expected {what}, found {Shown(Position)}");
    }

    /// <summary>A failure at an offset.</summary>
    public readonly TurtleException Error(int at, string message) => new(LineAt(at), message);

    private static SearchValues<byte> Bytes(Predicate<byte> which)
    {
        Span<byte> found = stackalloc byte[256];
        var count = 0;
        for (var b = 0; b < 256; b++)
        {
            found[count] = (byte)b;
            count += which((byte)b) ? 1 : 0;
        }

        return SearchValues.Create(found[..count]);
    }

    private readonly int Digits(ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        return at - start;
    }

    private readonly int EndOfLocalEscape(int at)
    {
        if (text[at] == '\\' && at + 1 < text.Length && TurtleEscapes.IsNameEscape(text[at + 1]))
        {
            return at + 2;
        }

        return text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit((char)text[at + 1]) && char.IsAsciiHexDigit((char)text[at + 2])
            ? at + 3
            : throw Error(at, $"No such escape in a name: {Shown(at)}");
    }

    private readonly int LineAt(int at) => text[..at].Count((byte)'\n') + 1;

    private readonly string Shown(int at)
    {
        var rest = text.Slice(at, Math.Min(24, text.Length - at));
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end == 0 ? "the end of the line" : $"'{Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).TrimEnd('\uFFFD')}'";
    }
}

/// <summary>The three ways to write a number; each has its datatype.</summary>
internal enum NumberForm
{
    Integer,
    Decimal,
    Double,
}
