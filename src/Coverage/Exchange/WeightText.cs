using System.Collections.Immutable;
using System.Globalization;
using Coverage.Catalog;

namespace Coverage.Exchange;

/// <summary>Weights as people type them: a technique and a number a line, <c>T1059.001 3</c>; between them a blank, comma, tab, colon or equals sign.</summary>
public static class WeightText
{
    private const int MostLines = 5_000;

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">A line is no weight; the message says which.</exception>
    public static ImmutableSortedDictionary<string, double> Read(string? text)
    {
        var weights = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        var lines = (text ?? "").Split('\n');
        if (lines.Length > MostLines) throw new FormatException($"At most {MostLines} lines of weights are read.");
        for (var line = 0; line < lines.Length; line++)
        {
            var words = lines[line].Split([' ', '\t', ',', ';', ':', '=', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words.Length != 2 || AttackId.Parse(words[0]) is not { } id || !double.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || !double.IsFinite(weight))
            {
                throw new FormatException($"Line {line + 1} is no weight: '{lines[line].Trim()[..Math.Min(lines[line].Trim().Length, 60)]}'. Write a technique and a number of 0 or more, such as T1059.001 3.");
            }

            weights[id] = weight;
        }

        return weights.ToImmutable();
    }

    /// <summary>Writes them, a line each.</summary>
    public static string Write(ImmutableSortedDictionary<string, double> weights) => string.Join('\n', weights.Select(pair => $"{pair.Key} {pair.Value.ToString("0.###", CultureInfo.InvariantCulture)}"));
}
