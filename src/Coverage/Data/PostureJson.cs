using System.Text.Json;
using System.Text.Json.Serialization;
using Coverage.Posture;

namespace Coverage.Data;

/// <summary>How entries of the posture are written: property names as in <c>Coverage.Posture</c>, enumerations by name, nothing left out but nulls.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CoverageEnvironment))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(Implementation))]
[JsonSerializable(typeof(TestResult))]
[JsonSerializable(typeof(Telemetry))]
[JsonSerializable(typeof(OwnRule))]
[JsonSerializable(typeof(ManualLink))]
[JsonSerializable(typeof(Suppression))]
[JsonSerializable(typeof(CoverageException))]
[JsonSerializable(typeof(ThreatProfile))]
[JsonSerializable(typeof(ChosenKey))]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(WorkItem))]
[JsonSerializable(typeof(ModelFigures))]
internal sealed partial class PostureJson : JsonSerializerContext
{
    /// <summary>An entry as it is stored.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Default);

    /// <summary>An entry as it was stored.</summary>
    public static T Read<T>(string json) => (T)JsonSerializer.Deserialize(json, typeof(T), Default)!;
}

/// <summary>Which profile is chosen, as an entry.</summary>
/// <param name="Profile">Its key.</param>
internal sealed record ChosenKey(string Profile);
