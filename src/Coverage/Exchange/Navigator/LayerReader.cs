using System.Collections.Immutable;
using Coverage.Exchange.Importing;
using Coverage.Exchange.Importing.Formats;
using Coverage.Sources;

namespace Coverage.Exchange.Navigator;

/// <summary>
/// Weights for one threat profile from a file of ATT&amp;CK Navigator layers, read as imports read it
/// (<see cref="NavigatorFormat"/>), but whole or not at all: there is no preview that would tell what was left out.
/// </summary>
public static class LayerReader
{
    /// <summary>The largest file that is read, in bytes: a full layer with comments has less than a tenth of it.</summary>
    public const int LargestFile = 8 * 1024 * 1024;

    /// <summary>The weights by technique; of one that stands in several layers the largest.</summary>
    /// <exception cref="FormatException">It is no layer, or a score cannot be a weight; the message says which and what to do.</exception>
    public static ImmutableSortedDictionary<string, double> Read(string name, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reading = new ImportReading(ImportOptions.None, DateTime.MaxValue, CancellationToken.None);
        try
        {
            var text = new ImportFile(PlainText.Line(name, 100), Bytes(stream)).Decode();
            if (!text.IsJson) throw new FormatException($"{text.Name} is no layer of ATT&CK Navigator, which is JSON. Export the layer as JSON, not as SVG or Excel.");
            new NavigatorFormat().Read(text, reading);
        }
        catch (SourceRefusedException problem)
        {
            throw new FormatException(problem.Message, problem);
        }

        if (reading.Rejected is [var first, ..]) throw new FormatException($"{first.Place.File}: {first.Text} Mend it in Navigator, and export the layer again.");
        return reading.Weights.SelectMany(layer => layer.Weights).GroupBy(weight => weight.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Max(weight => weight.Value), StringComparer.Ordinal);
    }

    private static byte[] Bytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestFile) throw new FormatException($"The file has more than {LargestFile / 1024 / 1024} MB: that is no layer.");
        }

        return bytes.ToArray();
    }
}
