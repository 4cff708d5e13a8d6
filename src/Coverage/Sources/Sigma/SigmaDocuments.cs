using Coverage.Sources.Yaml;

namespace Coverage.Sources.Sigma;

/// <summary>The top-level fields of one rule, after <c>action: global</c>, and its own part of the file.</summary>
internal sealed record SigmaFields(IReadOnlyDictionary<string, YamlNode> Fields, int Line, string Part)
{
    public YamlNode? this[string key] => Fields.GetValueOrDefault(key);

    public string Text(string key) => this[key]?.Plain ?? "";

    public IEnumerable<string> Texts(string key) => this[key]?.Plains ?? [];
}

/// <summary>
/// Old Sigma files share fields between their documents: <c>action: global</c> gives its fields to those that follow,
/// <c>reset</c> takes them away, <c>repeat</c> starts from the document before. Documents that then have the same id
/// are parts of one rule.
/// </summary>
internal static class SigmaDocuments
{
    public static IReadOnlyList<SigmaFields> Merge(IReadOnlyList<YamlDocument> documents)
    {
        var rules = new List<SigmaFields>();
        (Dictionary<string, YamlNode> Fields, string Part) global = ([], "");
        Dictionary<string, YamlNode> previous = [];
        foreach (var document in documents)
        {
            var own = (document.Root as YamlMapping)?.Pairs.ToDictionary() ?? [];
            var action = own.GetValueOrDefault("action")?.Plain;
            own.Remove("action");
            if (action == "global")
            {
                global = (Over(global.Fields, own), Join(global.Part, document.Part));
                continue;
            }

            if (action == "reset") global = ([], "");
            previous = Over(action == "repeat" ? previous : global.Fields, own);
            Add(rules, new SigmaFields(previous, document.Root.Line, Join(global.Part, document.Part)), document.Part);
        }

        if (rules.Count == 0 && global.Fields.Count > 0)
        {
            rules.Add(new SigmaFields(global.Fields, 1, global.Part));
        }

        return rules;
    }

    private static void Add(List<SigmaFields> rules, SigmaFields rule, string ownPart)
    {
        var same = rule.Text("id") is { Length: > 0 } id ? rules.FindIndex(other => other.Text("id") == id) : -1;
        if (same < 0)
        {
            rules.Add(rule);
        }
        else
        {
            rules[same] = rules[same] with { Part = Join(rules[same].Part, ownPart) };
        }
    }

    private static Dictionary<string, YamlNode> Over(Dictionary<string, YamlNode> below, Dictionary<string, YamlNode> above)
    {
        var merged = new Dictionary<string, YamlNode>(below);
        foreach (var (key, value) in above) merged[key] = value;
        return merged;
    }

    private static string Join(string first, string second) => first.Length == 0 ? second : $"{first.TrimEnd()}\n---\n{second}";
}
