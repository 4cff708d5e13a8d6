using System.Text.Json;
using Coverage.Data;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>What <see cref="PostureFile"/> writes, in both its forms: every entry that an organisation recorded.</summary>
internal sealed class PostureExportFormat : IPostureFormat
{
    private const int Beginning = 400;

    public string Name => "posture";

    public string Title => "an export of what is recorded in Coverage (CSV or JSON)";

    public bool Recognises(ImportText file, ImportOptions options) => file.First == '[' ? HasNames(file.Text[..Math.Min(file.Text.Length, Beginning)]) : !file.IsJson && Header(file.FirstLine).SequenceEqual(PostureFile.Columns);

    public void Read(ImportText file, ImportReading reading)
    {
        if (!Recognises(file, reading.Options)) throw new SourceRefusedException($"{file.Name} is no export of what is recorded: as CSV it begins with {string.Join(',', PostureFile.Columns)}, as JSON it is a list of objects that have these.");
        if (file.IsJson) ReadJson(file, reading);
        else ReadCsv(file, reading);
    }

    private static bool HasNames(string beginning) => PostureFile.Columns.All(name => beginning.Contains($"\"{name}\"", StringComparison.Ordinal));

    /// <summary>The names of the first columns; what comes after them is not read.</summary>
    private static IEnumerable<string> Header(string line) => line.Split(',', ';', '\t').Take(PostureFile.Columns.Count).Select(name => name.Trim().Trim('"'));

    private static void ReadJson(ImportText file, ImportReading reading)
    {
        using var document = JsonRead.Parse(file, reading);
        var number = 0;
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var place = new ImportPlace($"{file.Name}, entry {++number}", 0);
            if (JsonRead.Member(entry, "value") is { ValueKind: JsonValueKind.Object } value) Add(reading, place, entry.Text("kind"), entry.Text("environment"), entry.Text("key"), value.GetRawText());
            else reading.Reject(place, "An entry has kind, environment, key, and as its value an object.");
        }
    }

    private static void ReadCsv(ImportText file, ImportReading reading)
    {
        foreach (var record in CsvTable.Read(file, reading.Limits).Skip(1))
        {
            var place = new ImportPlace(file.Name, record.Line);
            if (record.Problem is { } problem) reading.Reject(place, problem);
            else Add(reading, place, record[0], record[1], record[2], record[3]);
        }
    }

    private static void Add(ImportReading reading, ImportPlace place, string kind, string environment, string key, string value)
    {
        if (Enum.TryParse<EntryKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && char.IsAsciiLetter(kind[0])) reading.Add(new EntryClaim(place, known, environment, key, value));
        else reading.Reject(place, $"'{PlainText.Line(kind, 40)}' is no kind of entry; the kinds are {string.Join(", ", Enum.GetNames<EntryKind>())}.");
    }
}
