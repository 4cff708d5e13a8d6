using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>A list of rules by identifier or title, one a line; of a table the first column. Lines that begin with # are comments.</summary>
internal sealed class RuleListFormat : IPostureFormat
{
    private const int LongestName = 300;

    public string Name => "list";

    public string Title => "a list of rule ids or titles";

    public bool Recognises(ImportText file, ImportOptions options) => Foreign(file) is null;

    public void Read(ImportText file, ImportReading reading)
    {
        if (Foreign(file) is { } why) throw new SourceRefusedException($"{file.Name} is no list of rules: {why}. Write one identifier or title a line.");
        var first = true;
        foreach (var record in CsvTable.Read(file, reading.Limits))
        {
            var name = record[0];
            if (first && record.Cells.Count > 1 && reading.Options.Format is null) reading.Table = new ImportTable(record.Cells, MappedCsvFormat.Columns(record, reading.Options).Places);
            if (first && CsvColumns.Plain(name) is "id" or "rule" or "ruleid" or "rulename" or "rules" or "title" or "name" or "sigma" or "sigmaid")
            {
                first = false;
                continue;
            }

            first = false;
            Read(name, record, new ImportPlace(file.Name, record.Line), reading);
        }
    }

    private static void Read(string name, CsvRecord record, ImportPlace place, ImportReading reading)
    {
        if (name.Length == 0 || name[0] == '#') return;
        if (record.Problem is { } problem) reading.Reject(place, problem);
        else if (name.Length > LongestName) reading.Reject(place, $"The line has {name.Length:N0} characters; a rule's title has at most {LongestName}.");
        else if (AttackId.IsTechnique(name)) reading.Reject(place, $"{name} is a technique, not a rule.");
        else
        {
            var isId = Guid.TryParse(name, out _);
            reading.Add(new RuleClaim(place, isId ? name : "", isId ? "" : name, DeploymentState.Deployed) { Mentioned = [.. JsonRead.Guids(name)] });
        }
    }

    /// <summary>What shows that a text is something else, or null.</summary>
    private static string? Foreign(ImportText file)
    {
        if (file.First is '{' or '[') return "it is JSON";
        if (file.First is '<') return "it is markup";
        if (file.Text.StartsWith("---", StringComparison.Ordinal)) return "it is YAML";
        var lines = Lines.Of(file).Take(200).ToList();
        if (lines.Count == 0) return "it says nothing";
        if (lines.Count(line => line.Text[0] is ' ' or '\t' || line.Text.EndsWith(':')) * 4 > lines.Count) return "its lines are indented, as in a program's text or YAML";
        return lines.Count(line => line.Text.Length > LongestName * 4) * 2 > lines.Count ? "its lines are longer than titles" : null;
    }
}
