using Coverage.Posture;
using Coverage.Sources;
using Coverage.Sources.Sigma;
using Coverage.Sources.Yaml;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>The organisation's own Sigma rules (<see href="https://sigmahq.io/docs/basics/rules.html"/>): that they lie there says that they run. An id is not needed.</summary>
internal sealed class SigmaFormat : IPostureFormat
{
    private const string Family = "attack.";

    public string Name => "sigma";

    public string Title => "Sigma rules (YAML, also a folder or archive of them)";

    public bool Recognises(ImportText file, ImportOptions options) => !file.IsJson && file.HasKey("title") && (file.HasKey("detection") || file.HasKey("correlation"));

    public void Read(ImportText file, ImportReading reading)
    {
        var rules = SigmaDocuments.Merge(YamlText.Read(file));
        if (!rules.Any(rule => rule["detection"] is not null || rule["correlation"] is not null)) throw new SourceRefusedException($"{file.Name} is no Sigma rule: it has no detection.");
        foreach (var rule in rules) Read(rule, new ImportPlace(file.Name, rule.Line), reading);
    }

    private static void Read(SigmaFields rule, ImportPlace place, ImportReading reading)
    {
        if (rule["filter"] is not null) return;
        if (rule.Text("title").Length == 0)
        {
            reading.Reject(place, "The rule has no title.");
            return;
        }

        var source = rule["logsource"] as YamlMapping;
        reading.Add(new RuleClaim(place, rule.Text("id"), rule.Text("title"), rule.Text("status").ToLowerInvariant() is "deprecated" or "unsupported" ? DeploymentState.Disabled : DeploymentState.Deployed)
        {
            Mentioned = [.. JsonRead.Guids(rule.Text("id"))],
            Techniques = TechniqueList.Of(rule.Texts("tags").Where(tag => tag.StartsWith(Family, StringComparison.OrdinalIgnoreCase)).Select(tag => tag[Family.Length..])),
            LogSource = new LogSource(Word(source, "product"), Word(source, "category"), Word(source, "service")),
            Hash = ContentHash.Of(rule.Part),
            Owner = string.Join(", ", rule.Texts("author")),
        });
    }

    private static string Word(YamlMapping? source, string key) => PlainText.Line(source?.Text(key) ?? "", 100).ToLowerInvariant().Replace('|', ' ');
}
