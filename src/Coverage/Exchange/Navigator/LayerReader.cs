using System.Collections.Immutable;
using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Exchange.Navigator;

/// <summary>
/// Reads scores from a layer of ATT&amp;CK Navigator, whoever wrote it
/// (<see href="https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md"/>). Techniques
/// without a score and disabled ones are left out; of one that stands under several tactics the largest score holds.
/// </summary>
public static class LayerReader
{
    /// <summary>The largest file that is read, in bytes: a full layer with comments has less than a tenth of it.</summary>
    public const int LargestFile = 8 * 1024 * 1024;

    private const int MostTechniques = 20_000;

    /// <summary>The scores by technique.</summary>
    /// <exception cref="FormatException">It is no layer, or a score cannot be a weight; the message says which and what to do.</exception>
    public static ImmutableSortedDictionary<string, double> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var layer = JsonDocument.Parse(Bytes(stream), new JsonDocumentOptions { MaxDepth = 32 });
            if (layer.RootElement.ValueKind != JsonValueKind.Object || !layer.RootElement.TryGetProperty("techniques", out var techniques) || techniques.ValueKind != JsonValueKind.Array) throw new FormatException("It is no Navigator layer: it has no list of techniques.");
            if (techniques.GetArrayLength() > MostTechniques) throw new FormatException($"The layer lists more than {MostTechniques} techniques; ATT&CK has not nearly as many.");
            var scores = techniques.EnumerateArray().Select(Score).OfType<(string Id, double Value)>().GroupBy(score => score.Id, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Max(score => score.Value), StringComparer.Ordinal);
            return scores.IsEmpty ? throw new FormatException("No technique of the layer has a score. Give those that matter one, and export it again.") : scores;
        }
        catch (JsonException problem)
        {
            throw new FormatException($"It is no Navigator layer: it is not readable as JSON{(problem.LineNumber is { } line ? $", in line {line + 1}" : "")}. Export the layer as JSON, not as SVG or Excel.", problem);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestFile) throw new FormatException($"The file has more than {LargestFile / 1024 / 1024} MB: that is no layer.");
        }

        // Navigator writes none, other programs write a byte order mark.
        return bytes.ToArray() is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : bytes.ToArray();
    }

    private static (string Id, double Value)? Score(JsonElement technique)
    {
        if (technique.ValueKind != JsonValueKind.Object || !technique.TryGetProperty("techniqueID", out var name) || name.ValueKind != JsonValueKind.String || AttackId.Parse(name.GetString()) is not { } id) throw new FormatException("The layer lists something without a technique's identifier such as T1059.001.");
        if (technique.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False) return null;
        if (!technique.TryGetProperty("score", out var score) || score.ValueKind == JsonValueKind.Null) return null;
        if (score.ValueKind != JsonValueKind.Number || !score.TryGetDouble(out var value) || !double.IsFinite(value)) throw new FormatException($"The score of {id} is no number.");
        return value >= 0 ? (id, value) : throw new FormatException($"The score of {id} is below 0; a weight is 0 or more.");
    }
}
