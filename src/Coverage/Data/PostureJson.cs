using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>An entry as somebody else may have written it: what has to be there is there.</summary>
    /// <exception cref="JsonException">It is no such entry.</exception>
    public static T ReadForeign<T>(string json) => (T?)JsonSerializer.Deserialize(json, Strictly.Options.GetTypeInfo(typeof(T))) ?? throw new JsonException("It is null.");

    /// <summary>An entry as it was stored.</summary>
    public static T Read<T>(string json) => (T)JsonSerializer.Deserialize(json, typeof(T), Default)!;

    /// <summary>What a record cannot be without has to be there. In a type of its own: it needs the context, whose fields may come later.</summary>
    private static class Strictly
    {
        public static JsonSerializerOptions Options { get; } = new(Default.Options) { RespectNullableAnnotations = true, TypeInfoResolver = Default.WithAddedModifier(Demand) };

        private static void Demand(JsonTypeInfo type)
        {
            foreach (var property in type.Properties) property.IsRequired |= property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
        }
    }
}

/// <summary>Which profile is chosen, as an entry.</summary>
/// <param name="Profile">Its key.</param>
internal sealed record ChosenKey(string Profile);
