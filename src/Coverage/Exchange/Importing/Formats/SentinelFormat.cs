using System.Text.Json;
using Coverage.Posture;
using Coverage.Sources;
using Coverage.Sources.Yaml;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// Analytics rules of Microsoft Sentinel: the ARM template that the portal exports, the list that its REST interface
/// answers, or YAML as its community repository keeps them
/// (<see href="https://learn.microsoft.com/azure/sentinel/import-export-analytics-rules"/>).
/// </summary>
internal sealed class SentinelFormat : IPostureFormat
{
    private const string Kind = "alertRules";

    public string Name => "sentinel";

    public string Title => "Microsoft Sentinel analytics rules (ARM, JSON, YAML)";

    public bool Recognises(ImportText file, ImportOptions options) => file.IsJson
        ? file.Has(Kind + "\"") && file.Has("\"properties\"")
        : file.HasKey("query") && file.HasKey("kind") && file.HasKey("name") && (file.HasKey("relevantTechniques") || file.HasKey("tactics") || file.HasKey("queryFrequency"));

    public void Read(ImportText file, ImportReading reading)
    {
        if (file.IsJson) ReadJson(file, reading);
        else ReadYaml(file, reading);
    }

    private static void ReadJson(ImportText file, ImportReading reading)
    {
        using var document = JsonRead.Parse(file, reading);
        var root = document.RootElement;
        List<JsonElement> rules = [.. Candidates(root).Where(IsRule)];
        if (rules.Count == 0) throw Foreign(file);
        var number = 0;
        foreach (var rule in rules) Read(rule, new ImportPlace($"{file.Name}, rule {++number}", 0), reading);
        if (root.Text("nextLink").Length > 0) reading.Reject(new ImportPlace(file.Name, 0), "The list goes on at its nextLink: this is its first page only. Fetch the others, and import them as well.");
    }

    private static IEnumerable<JsonElement> Candidates(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object)
        : root.ValueKind != JsonValueKind.Object ? []
        : [.. root.Objects("resources"), .. root.Objects("value"), root];

    private static bool IsRule(JsonElement one) => one.Object("properties") is not null && one.Text("type").EndsWith(Kind, StringComparison.OrdinalIgnoreCase);

    private static void Read(JsonElement rule, ImportPlace place, ImportReading reading)
    {
        var properties = rule.Object("properties")!.Value;
        if (properties.Text("displayName") is not { Length: > 0 } title)
        {
            reading.Reject(place, "The rule has no displayName.");
            return;
        }

        // In a template the name is an expression around the rule's GUID.
        var id = JsonRead.Guids(rule.Text("name"), rule.Text("id")).FirstOrDefault() ?? (rule.Text("name").StartsWith('[') ? "" : rule.Text("name"));
        reading.Add(new RuleClaim(place, id, title, properties.SaysNo("enabled") ? DeploymentState.Disabled : DeploymentState.Deployed)
        {
            Mentioned = [.. JsonRead.Guids([id, properties.Text("alertRuleTemplateName"), properties.Text("description"), .. properties.Texts("tags")])],
            Techniques = TechniqueList.Deepest([.. properties.Texts("techniques"), .. properties.Texts("subTechniques")]),
            Where = "Microsoft Sentinel",
        });
    }

    private static void ReadYaml(ImportText file, ImportReading reading)
    {
        foreach (var document in YamlText.Read(file))
        {
            if (document.Root is not YamlMapping rule || rule.Text("query").Length == 0) throw Foreign(file);
            var place = new ImportPlace(file.Name, rule.Line);
            var title = rule.Text("name");
            if (title.Length == 0) reading.Reject(place, "The rule has no name.");
            else
            {
                reading.Add(new RuleClaim(place, rule.Text("id"), title, rule.Text("enabled").Equals("false", StringComparison.OrdinalIgnoreCase) ? DeploymentState.Disabled : DeploymentState.Deployed)
                {
                    Mentioned = [.. JsonRead.Guids([rule.Text("id"), rule.Text("description"), .. rule.Texts("tags"), .. rule.Texts("references")])],
                    Techniques = TechniqueList.Of(rule.Texts("relevantTechniques")),
                    Where = "Microsoft Sentinel",
                });
            }
        }
    }

    private static SourceRefusedException Foreign(ImportText file) =>
        new($"{file.Name} holds no analytics rule of Microsoft Sentinel: an ARM template or list whose entries have a type that ends in {Kind} and properties, or YAML with name, kind and query.");
}
