using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coverage.Views.Scores;

/// <summary>How snapshots are stored.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SnapshotFacts))]
[JsonSerializable(typeof(Dictionary<string, SnapshotScore>))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    public static string Write(SnapshotFacts facts) => JsonSerializer.Serialize(facts, Default.SnapshotFacts);

    public static string Write(Dictionary<string, SnapshotScore> scores) => JsonSerializer.Serialize(scores, Default.DictionaryStringSnapshotScore);

    public static SnapshotFacts Facts(string json) => JsonSerializer.Deserialize(json, Default.SnapshotFacts)!;

    public static Dictionary<string, SnapshotScore> Scores(string json) => JsonSerializer.Deserialize(json, Default.DictionaryStringSnapshotScore)!;
}
