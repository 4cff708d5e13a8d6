using System.Collections.Immutable;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>Which column of a table holds which field: as a person says, else by the names that columns usually have.</summary>
internal sealed class CsvColumns
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Reads a header.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="mapped">Fields by column, as a person says.</param>
    /// <param name="usual">Fields by the usual names of their columns, lower case.</param>
    /// <param name="chosen">Columns of fields, from 1, that go before all names; 0 for none.</param>
    public CsvColumns(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapped, IReadOnlyDictionary<string, string> usual, IReadOnlyDictionary<string, int>? chosen = null)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (mapped.TryGetValue(header[i], out var field)) places[field] = i;
        }

        Missing = [.. mapped.Keys.Where(column => !header.Contains(column, StringComparer.OrdinalIgnoreCase))];
        for (var i = 0; i < header.Count; i++)
        {
            if (usual.TryGetValue(Plain(header[i]), out var field)) places.TryAdd(field, i);
        }

        foreach (var (field, place) in chosen ?? ImmutableDictionary<string, int>.Empty)
        {
            if (place > 0 && place <= header.Count) places[field] = place - 1;
            else places.Remove(field);
        }
    }

    /// <summary>Columns that a person named and that are not there.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The column of each field that has one, from 1.</summary>
    public ImmutableDictionary<string, int> Places => places.ToImmutableDictionary(pair => pair.Key, pair => pair.Value + 1);

    /// <summary>Whether a field has a column.</summary>
    public bool Has(string field) => places.ContainsKey(field);

    /// <summary>The cell of a field; empty without a column.</summary>
    public string Of(CsvRecord record, string field) => places.TryGetValue(field, out var place) ? record[place] : "";

    /// <summary>A column's name without case, blanks and punctuation.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
