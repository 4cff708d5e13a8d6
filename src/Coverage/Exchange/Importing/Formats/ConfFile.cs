using System.Text;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>A stanza of Splunk's configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record ConfStanza(string Name, int Line)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => values.Keys;

    public string this[string key]
    {
        get => values.GetValueOrDefault(key, "");
        set => values[key] = value;
    }

    public bool Has(string key) => values.ContainsKey(key);
}

/// <summary>Reads Splunk's configuration: stanzas of <c>key = value</c>; a value goes on where its line ends in a backslash.</summary>
internal static class ConfFile
{
    /// <summary>Whether a line is a stanza's head.</summary>
    public static bool HasStanza(string text) => (text.StartsWith('[') || text.Contains("\n[", StringComparison.Ordinal)) && !text.StartsWith("[{", StringComparison.Ordinal);

    /// <summary>The stanzas by name; of one that stands there twice, later values hold, as for Splunk.</summary>
    public static Dictionary<string, ConfStanza> Read(ImportText file, ImportReading reading)
    {
        var stanzas = new Dictionary<string, ConfStanza>(StringComparer.Ordinal);
        ConfStanza? current = null;
        foreach (var (line, text) in Joined(file, reading))
        {
            if (text[0] == '[' && text.IndexOf(']', StringComparison.Ordinal) > 1)
            {
                var name = text[1..text.LastIndexOf(']')].Trim();
                if (!stanzas.TryGetValue(name, out current)) stanzas[name] = current = new ConfStanza(name, line);
            }
            else if (text.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            {
                if (current is null) stanzas["default"] = current = new ConfStanza("default", line);
                current[text[..at].Trim()] = text[(at + 1)..].Trim();
            }
            else
            {
                reading.Reject(new ImportPlace(file.Name, line), "The line is neither a [stanza] nor key = value.");
                if (reading.RejectedCount > 100 && stanzas.Count == 0) throw new SourceRefusedException($"{file.Name} is no savedsearches.conf: none of its first lines is a [stanza] or key = value.");
            }
        }

        return stanzas;
    }

    /// <summary>Lines with what goes on behind a backslash; comments left out.</summary>
    private static IEnumerable<(int Line, string Text)> Joined(ImportText file, ImportReading reading)
    {
        using var reader = new StringReader(file.Text);
        var whole = new StringBuilder();
        var (start, number) = (0, 0);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (whole.Length == 0 && (string.IsNullOrWhiteSpace(line) || line.TrimStart()[0] == '#')) continue;
            if (whole.Length == 0) start = number;
            var goesOn = line.EndsWith('\\');
            whole.Append(goesOn ? line.AsSpan(0, line.Length - 1) : line).Append(goesOn ? "\n" : "");
            if (whole.Length > reading.Limits.LineCharacters) throw new SourceRefusedException($"{file.Name}:{start}: the value has more than {reading.Limits.LineCharacters:N0} characters.");
            if (goesOn) continue;
            if (whole.ToString().Trim() is { Length: > 0 } text) yield return (start, text);
            whole.Clear();
        }

        if (whole.Length > 0) throw new SourceRefusedException($"{file.Name} ends in the middle of a value that begins on line {start}: it is cut. Copy it again.");
    }
}
