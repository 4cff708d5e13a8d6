using System.Text;
using Coverage.Sources;

namespace Coverage.Exchange.Importing;

/// <summary>One file as it was given.</summary>
/// <param name="Name">Its name, as it is shown.</param>
/// <param name="Bytes">Its content.</param>
public sealed record ImportFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    private static readonly UTF8Encoding Utf8 = new(false, true);
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16Big = new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>Why it could not be had out of its folder or archive; null if it could.</summary>
    public string? Problem { get; init; }

    /// <summary>Its text: UTF-8 with or without a byte order mark, or UTF-16 with one, as spreadsheets save it.</summary>
    /// <exception cref="SourceRefusedException">It is no text.</exception>
    public ImportText Decode()
    {
        var bytes = Bytes.Span;
        if (Problem is not null) throw new SourceRefusedException($"{Name}: {Problem}");
        if (bytes.Length == 0) throw new SourceRefusedException($"{Name} is empty. Export it again.");
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) throw new SourceRefusedException($"{Name} is compressed, though its name does not say so. Give it the ending .zip or .gz, or unpack it.");
        var (encoding, skip) = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Utf16, 2) : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Utf16Big, 2) : ((Encoding)Utf8, bytes.StartsWith("\uFEFF"u8) ? 3 : 0);
        try
        {
            var text = encoding.GetString(bytes[skip..]);
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw new SourceRefusedException($"{Name} holds NUL characters, which no text does: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text.")
                : new ImportText(Name, text);
        }
        catch (DecoderFallbackException)
        {
            throw new SourceRefusedException($"{Name} is neither UTF-8 nor UTF-16 text. Save it as UTF-8; it looks like Latin-1, another code page, or a binary file.");
        }
    }
}

/// <summary>One file's text.</summary>
/// <param name="Name">Its name, as it is shown.</param>
/// <param name="Text">Its text.</param>
public sealed record ImportText(string Name, string Text)
{
    private readonly int start = FirstPlace(Text);

    /// <summary>Its first character that is no white space; NUL if there is none.</summary>
    public char First => start < Text.Length ? Text[start] : '\0';

    /// <summary>Whether it begins as JSON does.</summary>
    public bool IsJson => First is '{' or '[';

    /// <summary>Its first line that says anything.</summary>
    public string FirstLine => start >= Text.Length ? "" : Text.IndexOf('\n', start) is var end and >= 0 ? Text[start..end].TrimEnd() : Text[start..].TrimEnd();

    /// <summary>Whether it holds a text, exactly.</summary>
    public bool Has(string text) => Text.Contains(text, StringComparison.Ordinal);

    /// <summary>Whether a line begins with a key, as in YAML.</summary>
    public bool HasKey(string key) => Text.StartsWith(key + ":", StringComparison.Ordinal) || Has($"\n{key}:");

    private static int FirstPlace(string text)
    {
        var place = 0;
        while (place < text.Length && char.IsWhiteSpace(text[place])) place++;
        return place;
    }
}
