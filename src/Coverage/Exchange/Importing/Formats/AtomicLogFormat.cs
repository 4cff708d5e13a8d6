using System.Globalization;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// The execution log of Invoke-AtomicRedTeam (<see href="https://github.com/redcanaryco/invoke-atomicredteam/wiki/Execution-Logging"/>).
/// Its local time falsely ends in Z; the other one is used. It says that a test ran, not what was seen.
/// </summary>
internal sealed class AtomicLogFormat : IPostureFormat
{
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["executiontimeutc"] = "time",
        ["technique"] = "technique",
        ["testnumber"] = "number",
        ["testname"] = "name",
        ["hostname"] = "host",
        ["ipaddress"] = "ip",
        ["username"] = "user",
        ["guid"] = "guid",
        ["exitcode"] = "exit",
    };

    public string Name => "atomic-log";

    public string Title => "Invoke-AtomicRedTeam execution log (CSV)";

    public bool Recognises(ImportText file, ImportOptions options) =>
        !file.IsJson && file.FirstLine.Contains("Execution Time (UTC)", StringComparison.OrdinalIgnoreCase) && file.FirstLine.Contains("Technique", StringComparison.OrdinalIgnoreCase);

    public void Read(ImportText file, ImportReading reading)
    {
        CsvColumns? columns = null;
        foreach (var record in CsvTable.ReadWhole(file, reading.Limits))
        {
            if (columns is null)
            {
                columns = new CsvColumns(record.Cells, new Dictionary<string, string>(), Usual);
                if (!columns.Has("time") || !(columns.Has("guid") || columns.Has("technique"))) throw Foreign(file);
            }
            else if (record.Problem is { } problem) reading.Reject(new ImportPlace(file.Name, record.Line), problem);
            else Read(record, columns, new ImportPlace(file.Name, record.Line), reading);
        }

        if (columns is null) throw Foreign(file);
    }

    private static SourceRefusedException Foreign(ImportText file) => new($"{file.Name} is no execution log of Invoke-AtomicRedTeam: its header begins with Execution Time (UTC), Execution Time (Local), Technique.");

    private static void Read(CsvRecord record, CsvColumns columns, ImportPlace place, ImportReading reading)
    {
        string Of(string field) => columns.Of(record, field);
        if (RunTime.Parse(Of("time")) is not { } time) reading.Reject(place, $"'{PlainText.Line(Of("time"), 40)}' is no time.");
        else if (Of("guid").Length == 0 && Of("technique").Length == 0) reading.Reject(place, "The line names no test.");
        else
        {
            _ = int.TryParse(Of("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            reading.Add(new RunClaim(place, Of("guid").ToLowerInvariant(), Of("technique"), number, Of("name"), time, Of("host"), RunTime.Note(Of("user"), Of("exit"))));
        }
    }
}
