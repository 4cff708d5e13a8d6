using CsvHelper;

namespace Coverage.Exchange;

/// <summary>
/// CSV as the product writes it: commas, LF, quotes where needed; a cell that a spreadsheet would take for a formula gets
/// a leading single quote.
/// </summary>
public static class CsvFile
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    /// <summary>Writes a header and rows.</summary>
    public static void Write(TextWriter writer, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        csv.WriteRecord([.. header]);
        foreach (var row in rows) csv.WriteRecord([.. row]);
    }
}
