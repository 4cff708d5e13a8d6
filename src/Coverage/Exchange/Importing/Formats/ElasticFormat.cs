using System.Text.Json;
using Coverage.Posture;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// Elastic Security's export of detection rules: NDJSON, a rule a line, a summary in the last one
/// (<see href="https://www.elastic.co/guide/en/security/current/rules-ui-management.html"/>). Lines of saved objects
/// (<c>attributes.params</c>) are read as well; exceptions and connectors are passed over.
/// </summary>
internal sealed class ElasticFormat : IPostureFormat
{
    public string Name => "elastic";

    public string Title => "Elastic Security rules (NDJSON)";

    public bool Recognises(ImportText file, ImportOptions options) =>
        file.First == '{' && file.FirstLine is var line && line.EndsWith('}') && (line.Contains("\"rule_id\"", StringComparison.Ordinal) || line.Contains("\"ruleId\"", StringComparison.Ordinal));

    public void Read(ImportText file, ImportReading reading)
    {
        if (file.First != '{') throw Foreign(file);
        var (rules, stated, bad, cut, tooLong) = (0, -1, 0, 0, "");
        foreach (var (line, text) in Lines.Of(file))
        {
            var place = new ImportPlace(file.Name, line);
            cut = 0;
            if (text.Length > reading.Limits.LineCharacters)
            {
                bad++;
                var why = $"The line has {text.Length:N0} characters; at most {reading.Limits.LineCharacters:N0} are read.";
                if (tooLong.Length == 0) tooLong = $"{place}: {why}";
                reading.Reject(place, why);
            }
            else if (Parse(text, place, reading) is not { } document)
            {
                bad++;
                cut = JsonRead.IsCut(text, reading.Limits.Depth) ? line : 0;
            }
            else
            {
                using (document) rules += Read(document.RootElement, place, reading, ref stated);
            }

            if (bad > 20 && rules == 0) break;
        }

        if (cut > 0) throw new SourceRefusedException($"{file.Name} is cut: its last line, {cut:N0}, ends in the middle. Nothing of it is taken, for nobody knows what is missing. Export it again.");
        if (rules == 0) throw tooLong.Length == 0 ? Foreign(file) : new SourceRefusedException($"{tooLong} No other line holds a rule. Export the rules again as NDJSON, one a line.");
        if (stated > rules + bad) throw new SourceRefusedException($"{file.Name} says that it holds {stated:N0} rules, and has {rules + bad:N0}: it is cut. Nothing of it is taken. Export it again.");
        else if (stated < 0) reading.Remark(new ImportPlace(file.Name, 0), "The summary that ends an export is missing: if this is one, it may be cut.");
    }

    private static SourceRefusedException Foreign(ImportText file) =>
        new($"{file.Name} is no export of Elastic Security rules: each line would be a JSON object with rule_id and name. Export the rules in Kibana (Rules, Bulk actions, Export).");

    private static JsonDocument? Parse(string text, ImportPlace place, ImportReading reading)
    {
        try
        {
            return JsonDocument.Parse(text, JsonRead.Options(reading));
        }
        catch (JsonException problem)
        {
            reading.Reject(place, $"The line is not whole JSON: {JsonRead.Reason(problem)}");
            return null;
        }
    }

    private static int Read(JsonElement line, ImportPlace place, ImportReading reading, ref int stated)
    {
        if (int.TryParse(line.Text("exported_rules_count"), out var count) || (line.Text("rule_id").Length == 0 && int.TryParse(line.Text("exported_count"), out count))) stated = count;
        var attributes = line.Object("attributes") ?? line;
        var details = attributes.Object("params") ?? line;
        var id = details.Text("rule_id") is { Length: > 0 } own ? own : details.Text("ruleId");
        if (id.Length == 0)
        {
            if (details.ValueKind != JsonValueKind.Object || !details.TryGetProperty("rule_id", out _)) return 0;
            reading.Reject(place, "The rule has no identifier: its rule_id is empty.");
            return 1;
        }

        if (attributes.Text("name") is not { Length: > 0 } name)
        {
            reading.Reject(place, "The rule has no name.");
            return 1;
        }

        reading.Add(new RuleClaim(place, id, name, attributes.SaysNo("enabled") ? DeploymentState.Disabled : DeploymentState.Deployed)
        {
            Mentioned = [.. JsonRead.Guids([id, details.Text("description"), details.Text("note"), .. details.Texts("references"), .. attributes.Texts("tags")])],
            Techniques = TechniqueList.Of(details.Objects("threat").SelectMany(Techniques)),
            Where = "Elastic Security",
        });
        return 1;
    }

    /// <summary>A technique is only the way to its sub-techniques where it lists some.</summary>
    private static IEnumerable<string> Techniques(JsonElement threat) =>
        threat.Text("framework") is not ("" or "MITRE ATT&CK") ? [] : threat.Objects("technique").SelectMany(technique =>
        {
            List<string> below = [.. technique.Objects("subtechnique").Select(sub => sub.Text("id"))];
            return below.Count > 0 ? below : [technique.Text("id")];
        });
}
