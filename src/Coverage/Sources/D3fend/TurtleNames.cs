using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>What names mean in one file: its prefixes, its base and its blank nodes, which are all the file's own.</summary>
internal sealed class TurtleNames(TermTable terms)
{
    // Far above any real one (the longest of D3FEND has some 300), far below what makes a short file slow to expand.
    private const int LongestIri = 2_048;

    private readonly TermTable prefixes = new();
    private readonly List<byte[]> spaces = [];
    private readonly TermTable labels = new(int.MaxValue);
    private readonly List<int> blanks = [];
    private byte[] buffer = new byte[256];
    private string language = "";

    /// <summary>The base that relative IRIs are resolved against; empty when the file declares none, which leaves them as they are.</summary>
    public byte[] Base { get; set; } = [];

    /// <summary>Declares a prefix, or declares it anew.</summary>
    public void Declare(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> iri)
    {
        var number = prefixes.Intern(prefix);
        if (number < spaces.Count)
        {
            spaces[number] = iri.ToArray();
        }
        else
        {
            spaces.Add(iri.ToArray());
        }
    }

    /// <summary>What a prefix stands for.</summary>
    public bool TryFind(ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> space)
    {
        var number = prefixes.Find(prefix);
        space = number >= 0 ? spaces[number] : [];
        return number >= 0;
    }

    /// <summary>The term of a prefixed name.</summary>
    /// <param name="space">What its prefix stands for.</param>
    /// <param name="local">What is written after the colon.</param>
    /// <param name="escaped">Whether that holds a backslash or a percent sign; <c>%41</c> stays as it is.</param>
    public int Intern(ReadOnlySpan<byte> space, ReadOnlySpan<byte> local, bool escaped)
    {
        var length = space.Length + local.Length;
        if (length > LongestIri)
        {
            throw TooLong();
        }

        if (length > buffer.Length)
        {
            buffer = new byte[LongestIri];
        }

        space.CopyTo(buffer);
        local.CopyTo(buffer.AsSpan(space.Length));
        return terms.Intern(buffer.AsSpan(0, escaped ? Unescape(space.Length, length) : length));
    }

    /// <summary>An IRI made absolute.</summary>
    public ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> iri)
    {
        if (iri.Length > LongestIri)
        {
            throw TooLong();
        }

        return Base.Length == 0 || IriReference.IsAbsolute(iri)
            ? iri
            : Encoding.UTF8.GetBytes(IriReference.Resolve(Encoding.UTF8.GetString(Base), Encoding.UTF8.GetString(iri)));
    }

    /// <summary>The blank node of a label.</summary>
    public int Blank(ReadOnlySpan<byte> label)
    {
        var number = labels.Intern(label);
        if (number == blanks.Count)
        {
            blanks.Add(terms.Unnamed());
        }

        return blanks[number];
    }

    /// <summary>The language tag as text; files repeat the same one.</summary>
    public string Language(ReadOnlySpan<byte> tag)
    {
        return Ascii.Equals(tag, language) ? language : language = Encoding.ASCII.GetString(tag);
    }

    private static InvalidDataException TooLong() => new($"An IRI has more than {LongestIri:N0} bytes");

    private int Unescape(int from, int length)
    {
        var to = from;
        for (; from < length; from++)
        {
            from += buffer[from] == '\\' ? 1 : 0;
            buffer[to++] = buffer[from];
        }

        return to;
    }
}
