using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>Looks into JSON that somebody else wrote: what is missing or of another kind is empty, and nothing throws.</summary>
internal static partial class JsonRead
{
    /// <summary>Parses a whole file.</summary>
    /// <exception cref="SourceRefusedException">It is no JSON, is cut, or is nested too deeply.</exception>
    public static JsonDocument Parse(ImportText file, ImportReading reading)
    {
        try
        {
            return JsonDocument.Parse(file.Text, Options(reading));
        }
        catch (JsonException problem)
        {
            throw new SourceRefusedException($"{file.Name} is not whole JSON, line {(problem.LineNumber ?? 0) + 1}: {Reason(problem)} Export it again.", problem);
        }
    }

    /// <summary>How deep JSON may be.</summary>
    public static JsonDocumentOptions Options(ImportReading reading) => new() { MaxDepth = reading.Limits.Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Whether a text that is no whole JSON is the beginning of some: it would be read if only it went on.</summary>
    public static bool IsCut(string text, int depth)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What is wrong, without .NET's advice about settings.</summary>
    public static string Reason(JsonException problem)
    {
        var message = problem.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = end > 0 ? message[..end] : message;
        return message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? "it is nested too deeply." : PlainText.Line(message, 200);
    }

    /// <summary>The text of a member; a number or a boolean as it is written; else empty.</summary>
    public static string Text(this JsonElement element, string name) => Member(element, name) is { } member ? member.AsText() : "";

    /// <summary>The texts of a list, or of one text that stands for it.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name) => Member(element, name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array ? member.EnumerateArray().Select(AsText).Where(text => text.Length > 0)
        : member.AsText() is { Length: > 0 } one ? [one] : [];

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object) : [];

    /// <summary>A member that is an object, or null.</summary>
    public static JsonElement? Object(this JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    /// <summary>A member, unless it is missing or null.</summary>
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? member : null;

    /// <summary>Whether a member says no: false, or a word for it.</summary>
    public static bool SaysNo(this JsonElement element, string name) => element.Text(name).ToLowerInvariant() is "false" or "0" or "no";

    /// <summary>The text of a scalar.</summary>
    public static string AsText(this JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return element.GetRawText();
        if (element.ValueKind != JsonValueKind.String) return "";
        try
        {
            return element.GetString()!.Trim();
        }
        catch (InvalidOperationException)
        {
            return ""; // A lone half of a surrogate pair is no text.
        }
    }

    /// <summary>Every GUID in some texts, lower case, each once.</summary>
    public static IEnumerable<string> Guids(params IEnumerable<string> texts) => texts.SelectMany(text => Guid().Matches(text).Select(match => match.Value.ToLowerInvariant())).Distinct();

    [GeneratedRegex(@"(?<![0-9a-fA-F-])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9a-fA-F-])", RegexOptions.CultureInvariant)]
    private static partial Regex Guid();
}
