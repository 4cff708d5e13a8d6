using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>GitHub's answer to a git tree. Read by generated code and not by Octokit: the README says what that saves.</summary>
internal sealed record TreeAnswer(
    [property: JsonPropertyName("tree")] IReadOnlyList<TreeItem>? Tree,
    [property: JsonPropertyName("truncated")] bool Truncated);

/// <summary>An entry of a tree.</summary>
internal sealed record TreeItem(
    [property: JsonPropertyName("path")] string? Path,
    [property: JsonPropertyName("mode"), JsonConverter(typeof(FewWords))] string? Mode,
    [property: JsonPropertyName("type"), JsonConverter(typeof(FewWords))] string? Type,
    [property: JsonPropertyName("sha")] string? Sha,
    [property: JsonPropertyName("size")] long Size);

/// <summary>Reads the words that thousands of rows share without a string for each.</summary>
internal sealed class FewWords : JsonConverter<string>
{
    private static readonly string[] Words = ["blob", "tree", "commit", "100644", "100755", "040000", "120000", "160000"];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        foreach (var word in Words)
        {
            if (reader.ValueTextEquals(word)) return word;
        }

        return reader.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

[JsonSerializable(typeof(TreeAnswer))]
internal sealed partial class TreeJson : JsonSerializerContext;
