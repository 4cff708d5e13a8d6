using System.Text.Json;
using Coverage.Exchange.Importing;
using Coverage.Exchange.Importing.Formats;
using Coverage.Sources;

namespace Coverage.Exchange.Evidence;

/// <summary>Alerts in JSON, each as its columns: what lies deeper has a path for a name.</summary>
internal static class AlertJson
{
    private const int MostColumns = 2000;

    /// <summary>The alerts of a list, of the first list within an object, or of lines.</summary>
    public static IEnumerable<(ImportPlace Place, IReadOnlyList<KeyValuePair<string, string>> Row)> Rows(ImportText file, ImportOptions options)
    {
        var settings = new JsonDocumentOptions { MaxDepth = options.Limits.Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        if (Parse(file.Text, settings) is { } document)
        {
            using (document)
            {
                var number = 0;
                foreach (var alert in List(document.RootElement)) yield return (new ImportPlace($"{file.Name}, alert {++number}", 0), Flat(alert));
            }

            yield break;
        }

        if (Parse(file.FirstLine, settings) is null) throw new SourceRefusedException($"{file.Name} is not whole JSON: neither one value nor one a line. Export it again.");
        var cut = 0;
        foreach (var (line, text) in Lines.Of(file))
        {
            var isShort = text.Length <= options.Limits.LineCharacters;
            using var one = isShort ? Parse(text, settings) : null;
            cut = isShort && one is null && JsonRead.IsCut(text, options.Limits.Depth) ? line : 0;
            yield return (new ImportPlace(file.Name, line), one is null ? [] : Flat(one.RootElement));
        }

        if (cut > 0) throw new SourceRefusedException($"{file.Name} is cut: its last line, {cut:N0}, ends in the middle. Export the alerts again.");
    }

    private static JsonDocument? Parse(string text, JsonDocumentOptions settings)
    {
        try
        {
            return JsonDocument.Parse(text, settings);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> List(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.EnumerateObject().Select(member => member.Value).FirstOrDefault(value => value.ValueKind == JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        JsonValueKind.Object when root.Object("hits") is { } hits => List(hits),
        JsonValueKind.Object => [root],
        _ => [],
    };

    /// <summary>A search's answer keeps the alert in <c>_source</c>.</summary>
    private static List<KeyValuePair<string, string>> Flat(JsonElement alert)
    {
        var columns = new List<KeyValuePair<string, string>>();
        Add(columns, "", alert.Object("_source") ?? alert);
        return columns;
    }

    private static void Add(List<KeyValuePair<string, string>> columns, string path, JsonElement element)
    {
        if (columns.Count >= MostColumns) return;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Add(columns, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array when element.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                foreach (var one in element.EnumerateArray()) Add(columns, path, one);
                break;
            case JsonValueKind.Array:
                columns.Add(KeyValuePair.Create(path, string.Join(", ", element.EnumerateArray().Select(one => one.AsText()))));
                break;
            default:
                columns.Add(KeyValuePair.Create(path, element.AsText()));
                break;
        }
    }
}
