using System.Text.Json.Serialization;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>GitHub's answer to a git tree. Read by generated code and not by Octokit: the README says what that saves.</summary>
internal sealed record TreeAnswer(
    [property: JsonPropertyName("tree")] IReadOnlyList<TreeItem>? Tree,
    [property: JsonPropertyName("truncated")] bool Truncated);

/// <summary>An entry of a tree.</summary>
internal sealed record TreeItem(
    [property: JsonPropertyName("path")] string? Path,
    [property: JsonPropertyName("mode")] string? Mode,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("sha")] string? Sha,
    [property: JsonPropertyName("size")] long Size);

[JsonSerializable(typeof(TreeAnswer))]
internal sealed partial class TreeJson : JsonSerializerContext;
