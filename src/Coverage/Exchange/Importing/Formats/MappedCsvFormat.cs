using System.Globalization;
using Coverage.Posture;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>A table of rules whose columns a person maps to fields; those with the usual names map themselves.</summary>
internal sealed class MappedCsvFormat : IPostureFormat
{
    private static readonly char[] Between = [',', ';', '|', ' ', '\n', '\r', '\t'];

    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["id"] = "id",
        ["ruleid"] = "id",
        ["title"] = "title",
        ["name"] = "title",
        ["rulename"] = "title",
        ["rule"] = "title",
        ["displayname"] = "title",
        ["detection"] = "title",
        ["detectionname"] = "title",
        ["detectionrule"] = "title",
        ["usecase"] = "title",
        ["sigma"] = "sigma",
        ["sigmaid"] = "sigma",
        ["sigmaruleid"] = "sigma",
        ["state"] = "state",
        ["status"] = "state",
        ["enabled"] = "state",
        ["techniques"] = "techniques",
        ["technique"] = "techniques",
        ["mitre"] = "techniques",
        ["mitreattack"] = "techniques",
        ["attack"] = "techniques",
        ["attacktechnique"] = "techniques",
        ["attackid"] = "techniques",
        ["techniqueid"] = "techniques",
        ["techniqueids"] = "techniques",
        ["mitretechnique"] = "techniques",
        ["mitretechniques"] = "techniques",
        ["where"] = "where",
        ["product"] = "where",
        ["platform"] = "where",
        ["since"] = "since",
        ["deployed"] = "since",
        ["owner"] = "owner",
        ["note"] = "note",
        ["notes"] = "note",
        ["comment"] = "note",
    };

    public string Name => "csv";

    public string Title => "CSV of rules with mapped columns";

    public bool Recognises(ImportText file, ImportOptions options)
    {
        if (file.IsJson || file.First is '<' or '\0') return false;
        var header = CsvTable.Read(file with { Text = file.FirstLine.Count('"') % 2 == 0 ? file.FirstLine : "" }, ImportLimits.Default).FirstOrDefault();
        if (header is null) return false;
        var columns = Columns(header, options);
        return options.Columns.Count + options.Places.Count > 0 || (header.Cells.Count > 1 && Named(columns) && ImportOptions.Fields.Count(columns.Has) > 1);
    }

    public void Read(ImportText file, ImportReading reading)
    {
        CsvColumns? columns = null;
        foreach (var record in CsvTable.ReadWhole(file, reading.Limits))
        {
            if (columns is null)
            {
                columns = Header(file, record, reading);
                if (!Named(columns)) return;
            }
            else if (record.Problem is { } problem) reading.Reject(new ImportPlace(file.Name, record.Line), problem);
            else Read(record, columns, new ImportPlace(file.Name, record.Line), reading);
        }

        if (columns is null) throw new SourceRefusedException($"{file.Name} has no header.");
    }

    /// <summary>The columns of a header.</summary>
    public static CsvColumns Columns(CsvRecord header, ImportOptions options) => new(header.Cells, options.Columns, Usual, options.Places);

    private static CsvColumns Header(ImportText file, CsvRecord header, ImportReading reading)
    {
        var columns = Columns(header, reading.Options);
        if (columns.Missing.Count > 0) throw new SourceRefusedException($"{file.Name} has no column {PlainText.Line(string.Join(", ", columns.Missing), 200)}. Its columns are {PlainText.Line(string.Join(", ", header.Cells), 300)}.");
        reading.Table = new ImportTable(header.Cells, columns.Places);
        return header.Problem is null && (Named(columns) || reading.Options.Asks) ? columns
            : throw new SourceRefusedException($"{file.Name} has no column that names a rule. Map one: COLUMN=title, COLUMN=id or COLUMN=sigma. Its columns are {PlainText.Line(string.Join(", ", header.Cells), 300)}.");
    }

    private static bool Named(CsvColumns columns) => columns.Has("id") || columns.Has("title") || columns.Has("sigma");

    private static void Read(CsvRecord record, CsvColumns columns, ImportPlace place, ImportReading reading)
    {
        string Of(string field) => columns.Of(record, field);
        var (id, title) = (Of("id"), Of("title"));
        if (id.Length == 0 && title.Length == 0 && Of("sigma").Length == 0) reading.Reject(place, "The line names no rule.");
        else if (StateWords.Parse(Of("state")) is not { } state) reading.Reject(place, $"'{PlainText.Line(Of("state"), 40)}' is no state of a rule: deployed, planned or disabled; or yes and no.");
        else if (Since(Of("since")) is not { } since) reading.Reject(place, $"'{PlainText.Line(Of("since"), 40)}' is no day: write 2026-08-31.");
        else
        {
            reading.Add(new RuleClaim(place, id.Length > 0 ? id : Of("sigma"), title, state)
            {
                Mentioned = [.. JsonRead.Guids(id, Of("sigma"), title)],
                Techniques = TechniqueList.Of(Of("techniques").Split(Between, StringSplitOptions.RemoveEmptyEntries)),
                Since = since == default ? null : since,
                Where = Of("where"),
                Owner = Of("owner"),
                Note = Of("note"),
            });
        }
    }

    /// <summary>The time; the first of all times for none, null for what is none.</summary>
    private static DateTime? Since(string text) => text.Length == 0 ? default(DateTime)
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
