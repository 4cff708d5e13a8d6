using System.Text.Json;
using Coverage.Posture;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// Splunk's <c>savedsearches.conf</c> (<see href="https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf"/>).
/// A search that alerts, or is annotated, is a rule; any other may be a report, and is taken only if it is a rule that is known.
/// </summary>
internal sealed class SplunkFormat : IPostureFormat
{
    private const string Correlation = "action.correlationsearch";

    public string Name => "splunk";

    public string Title => "Splunk savedsearches.conf";

    public bool Recognises(ImportText file, ImportOptions options) =>
        ConfFile.HasStanza(file.Text) && (file.Has("\nsearch =") || file.Has("\nsearch=") || file.Has(Correlation)) && !file.HasKey("title");

    public void Read(ImportText file, ImportReading reading)
    {
        var stanzas = ConfFile.Read(file, reading);
        var defaults = stanzas.GetValueOrDefault("default");
        var searches = stanzas.Values.Where(stanza => stanza.Name != "default" && stanza.Has("search")).ToList();
        if (searches.Count == 0) throw new SourceRefusedException($"{file.Name} is no savedsearches.conf: it has no [stanza] with a search.");
        foreach (var stanza in searches) Read(stanza, defaults, new ImportPlace(file.Name, stanza.Line), reading);
    }

    private static void Read(ConfStanza stanza, ConfStanza? defaults, ImportPlace place, ImportReading reading)
    {
        string Value(string key) => stanza.Has(key) ? stanza[key] : defaults?[key] ?? "";
        var techniques = Annotations(Value(Correlation + ".annotations"), place, reading);
        var off = Means(Value("disabled"), true) || Means(Value("enableSched"), false) || Means(Value(Correlation + ".enabled"), false);
        reading.Add(new RuleClaim(place, stanza.Name, Value(Correlation + ".label") is { Length: > 0 } label ? label : stanza.Name, off ? DeploymentState.Disabled : DeploymentState.Deployed)
        {
            Mentioned = [.. JsonRead.Guids(stanza.Name, Value("description"), Value("search"), Value(Correlation + ".annotations"), Value("action.notable.param.rule_description"))],
            Techniques = TechniqueList.Of(techniques),
            Where = "Splunk",
            IsDoubtful = techniques.Count == 0 && !Means(Value("alert.track"), true) && !stanza.Keys.Any(key => key.StartsWith(Correlation, StringComparison.Ordinal)) && Value("actions").Length == 0 && Value("alert_type").Length == 0,
        });
    }

    private static bool Means(string value, bool yes) => value.Trim().ToLowerInvariant() is var word && (yes ? word is "1" or "true" or "yes" : word is "0" or "false" or "no");

    private static List<string> Annotations(string json, ImportPlace place, ImportReading reading)
    {
        if (json.Length == 0) return [];
        try
        {
            using var document = JsonDocument.Parse(json, JsonRead.Options(reading));
            return [.. document.RootElement.Texts("mitre_attack")];
        }
        catch (JsonException problem)
        {
            reading.Remark(place, $"Its annotations are not whole JSON, and were left: {JsonRead.Reason(problem)}");
            return [];
        }
    }
}
