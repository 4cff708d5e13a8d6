using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Coverage.Sources.D3fend;

/// <summary>The escapes of Turtle's strings, IRIs and names (https://www.w3.org/TR/turtle/#sec-escapes).</summary>
internal static class TurtleEscapes
{
    /// <summary>How many bytes the escape at the start of the text takes, or 0 if it is none that a string or an IRI may hold.</summary>
    /// <param name="text">Starts with a backslash.</param>
    /// <param name="numericOnly">True in an IRI, where only <c>\u</c> and <c>\U</c> are escapes.</param>
    public static int Length(ReadOnlySpan<byte> text, bool numericOnly)
    {
        return text.Length < 2 ? 0 : text[1] switch
        {
            (byte)'u' when Scalar(text, 4) is not null => 6,
            (byte)'U' when Scalar(text, 8) is not null => 10,
            (byte)'t' or (byte)'b' or (byte)'n' or (byte)'r' or (byte)'f' or (byte)'"' or (byte)'\'' or (byte)'\\' when !numericOnly => 2,
            _ => 0,
        };
    }

    /// <summary>Whether a name may hold this byte after a backslash.</summary>
    public static bool IsNameEscape(byte value) => "_~.-!$&'()*+,;=/?#@%"u8.Contains(value);

    /// <summary>The text of bytes whose escapes were checked by <see cref="Length"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> text)
    {
        var result = new StringBuilder(text.Length);
        while (text.IndexOf((byte)'\\') is var next and >= 0)
        {
            result.Append(Encoding.UTF8.GetString(text[..next]));
            text = text[next..];
            result.Append(One(text));
            text = text[Length(text, numericOnly: false)..];
        }

        return result.Append(Encoding.UTF8.GetString(text)).ToString();
    }

    private static string One(ReadOnlySpan<byte> text) => text[1] switch
    {
        (byte)'u' => Scalar(text, 4).ToString()!,
        (byte)'U' => Scalar(text, 8).ToString()!,
        (byte)'t' => "\t",
        (byte)'b' => "\b",
        (byte)'n' => "\n",
        (byte)'r' => "\r",
        (byte)'f' => "\f",
        var itself => ((char)itself).ToString(CultureInfo.InvariantCulture),
    };

    private static Rune? Scalar(ReadOnlySpan<byte> text, int digits)
    {
        return text.Length >= 2 + digits
            && Utf8Parser.TryParse(text.Slice(2, digits), out uint value, out var consumed, 'x') && consumed == digits
            && Rune.TryCreate(value, out var rune) ? rune : null;
    }
}
