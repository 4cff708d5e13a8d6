using System.Collections.Immutable;
using Coverage.Exchange.Importing;
using Coverage.Exchange.Importing.Formats;
using Coverage.Sources;

namespace Coverage.Exchange.Evidence;

/// <summary>An alert of a SIEM.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Host">The host that it is about.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="RuleId">The identifier of the rule that fired; empty if it is not stated.</param>
/// <param name="Rule">Its title; empty if it is not stated.</param>
/// <param name="Techniques">Techniques that it names, upper case.</param>
public sealed record Alert(ImportPlace Place, string Host, DateTime Time, string RuleId, string Rule, ImmutableArray<string> Techniques)
{
    /// <summary>As it is shown.</summary>
    public string Name => Rule.Length > 0 ? Rule : RuleId.Length > 0 ? RuleId : string.Join(", ", Techniques);
}

/// <summary>Alerts that were read, and lines that were not.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Rejected">What was not taken, with the reason.</param>
public sealed record AlertReading(IReadOnlyList<Alert> Alerts, IReadOnlyList<ImportRemark> Rejected)
{
    /// <summary>The columns that the first alerts have.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>By field the column that it was taken from first; fields that nothing says are missing.</summary>
    public IReadOnlyDictionary<string, string> Taken { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>
/// Reads an export of a SIEM's alerts: CSV with a header, or JSON (a list, a list within an object, or a line each), whose
/// columns are mapped to fields or have a usual name. A column within JSON is a path: <c>host.name</c>.
/// </summary>
public static class AlertFile
{
    private const int MostColumns = 300;
    private const int FirstAlerts = 200;

    private static readonly char[] Between = [',', ';', '|', ' ', '[', ']', '"', '\n'];

    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["host"] = "host",
        ["hostname"] = "host",
        ["computer"] = "host",
        ["computername"] = "host",
        ["devicename"] = "host",
        ["dest"] = "host",
        ["agentname"] = "host",
        ["compromisedentity"] = "host",
        ["time"] = "time",
        ["timestamp"] = "time",
        ["timegenerated"] = "time",
        ["starttime"] = "time",
        ["kibanaalertoriginaltime"] = "time",
        ["ruleid"] = "rule_id",
        ["kibanaalertruleruleid"] = "rule_id",
        ["signalruleruleid"] = "rule_id",
        ["alertruleid"] = "rule_id",
        ["rule"] = "rule",
        ["rulename"] = "rule",
        ["ruletitle"] = "rule",
        ["title"] = "rule",
        ["alertname"] = "rule",
        ["kibanaalertrulename"] = "rule",
        ["signalrulename"] = "rule",
        ["displayname"] = "rule",
        ["searchname"] = "rule",
        ["ssname"] = "rule",
        ["technique"] = "technique",
        ["techniques"] = "technique",
        ["mitre"] = "technique",
        ["threattechniqueid"] = "technique",
    };

    /// <summary>The fields that a column can be mapped to.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["host", "time", "rule_id", "rule", "technique"];

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Fields by column. If they ask, a file without hosts and times is no failure: somebody says which columns hold them.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceRefusedException">It is neither, is cut, or has no column of hosts, times and rules.</exception>
    public static AlertReading Read(ImportFile file, ImportOptions options, DateTime now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        var text = file.Decode();
        var (alerts, rejected) = (new List<Alert>(), new List<ImportRemark>());
        var known = false;
        var (columns, taken) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, row) in text.IsJson ? AlertJson.Rows(text, options) : Table(text, options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (alerts.Count >= options.Limits.Entries) throw new SourceRefusedException($"{file.Name} holds more than {options.Limits.Entries:N0} alerts. Export those around the time of the tests.");
            var found = Fields.ToDictionary(field => field, field => Of(row, field, options), StringComparer.Ordinal);
            var fields = found.ToDictionary(pair => pair.Key, pair => pair.Value.Value ?? "", StringComparer.Ordinal);
            if (alerts.Count + rejected.Count < FirstAlerts)
            {
                columns.AddRange(row.Select(pair => pair.Key).Where(met.Add).Take(MostColumns - columns.Count));
                foreach (var (field, (column, _)) in found.Where(pair => pair.Value.Key is not null)) taken.TryAdd(field, column);
            }

            known |= fields["host"].Length > 0 && fields["time"].Length > 0;
            if (Problem(fields, now) is not { } why) alerts.Add(Make(place, fields));
            else if (rejected.Count < options.Limits.Remarks) rejected.Add(new ImportRemark(place, why));
        }

        return known || (options.Asks && columns.Count > 0) ? new AlertReading(alerts, rejected) { Columns = columns, Taken = taken }
            : throw new SourceRefusedException($"{file.Name} names no host and time of an alert. Map its columns: COLUMN=host, COLUMN=time, and COLUMN=rule or COLUMN=rule_id.");
    }

    private static string? Problem(Dictionary<string, string> fields, DateTime now) =>
        fields["host"].Length == 0 ? "The alert names no host."
        : RunTime.Parse(fields["time"]) is not { } time ? $"'{PlainText.Line(fields["time"], 40)}' is no time."
        : time > now.AddMinutes(5) ? $"The time of the alert, {time:yyyy-MM-dd HH:mm} UTC, is in the future."
        : fields["rule"].Length + fields["rule_id"].Length + fields["technique"].Length == 0 ? "The alert names neither a rule nor a technique."
        : null;

    private static Alert Make(ImportPlace place, Dictionary<string, string> fields) => new(
        place,
        PlainText.Line(fields["host"], 200),
        RunTime.Parse(fields["time"])!.Value,
        PlainText.Line(fields["rule_id"], 200),
        PlainText.Line(fields["rule"], 300),
        TechniqueList.Of(fields["technique"].Split(Between, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>What a person mapped comes first; else the first column of a usual name that says anything.</summary>
    private static KeyValuePair<string, string> Of(IReadOnlyList<KeyValuePair<string, string>> row, string field, ImportOptions options)
    {
        foreach (var pair in row)
        {
            if (options.Columns.TryGetValue(pair.Key, out var mapped) && mapped == field) return pair;
        }

        return options.Columns.ContainsValue(field) ? default : row.FirstOrDefault(pair => pair.Value.Length > 0 && !options.Columns.ContainsKey(pair.Key) && Usual.TryGetValue(CsvColumns.Plain(pair.Key), out var usual) && usual == field);
    }

    private static IEnumerable<(ImportPlace Place, IReadOnlyList<KeyValuePair<string, string>> Row)> Table(ImportText file, ImportOptions options)
    {
        IReadOnlyList<string>? header = null;
        foreach (var record in CsvTable.ReadWhole(file, options.Limits))
        {
            if (header is null) header = record.Cells;
            else yield return (new ImportPlace(file.Name, record.Line), [.. header.Select((column, i) => KeyValuePair.Create(column, record[i]))]);
        }
    }
}
