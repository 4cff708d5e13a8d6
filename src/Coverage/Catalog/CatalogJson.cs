using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Coverage.Catalog;

/// <summary>
/// The facts of an item as JSON: what the database and the seed data keep of it beside its identity, title, path and hash.
/// Compact and in a fixed order, so that equal facts are equal text. Empty texts and lists are written: the generated
/// reader gives an init-only property that is not there null, and not what it is initialised to.
/// </summary>
public static class CatalogJson
{
    private static readonly FactsContext Facts = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The facts of an item as UTF-8 text.</summary>
    public static string Write(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return JsonSerializer.Serialize(item, Info(item.Kind));
    }

    /// <summary>An item of a kind from its facts; identity and columns are the caller's to set.</summary>
    /// <exception cref="JsonException">The text is not that kind's facts.</exception>
    public static CatalogItem Read(ItemKind kind, string facts)
    {
        return (CatalogItem?)JsonSerializer.Deserialize(facts, Info(kind)) ?? throw new JsonException($"The facts of a {kind} are missing.");
    }

    private static JsonTypeInfo Info(ItemKind kind) => Facts.Options.GetTypeInfo(kind switch
    {
        ItemKind.Tactic => typeof(Tactic),
        ItemKind.Technique => typeof(Technique),
        ItemKind.Group or ItemKind.Software or ItemKind.Campaign => typeof(Actor),
        ItemKind.Mitigation => typeof(Mitigation),
        ItemKind.DataComponent => typeof(DataComponent),
        ItemKind.DetectionStrategy => typeof(DetectionStrategy),
        ItemKind.Analytic => typeof(Analytic),
        ItemKind.OffensiveTechnique => typeof(OffensiveTechnique),
        ItemKind.DefensiveTechnique => typeof(DefensiveTechnique),
        ItemKind.Rule => typeof(DetectionRule),
        ItemKind.Test => typeof(AtomicTest),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of item."),
    });
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tactic))]
[JsonSerializable(typeof(Technique))]
[JsonSerializable(typeof(Actor))]
[JsonSerializable(typeof(Mitigation))]
[JsonSerializable(typeof(DataComponent))]
[JsonSerializable(typeof(DetectionStrategy))]
[JsonSerializable(typeof(Analytic))]
[JsonSerializable(typeof(OffensiveTechnique))]
[JsonSerializable(typeof(DefensiveTechnique))]
[JsonSerializable(typeof(DetectionRule))]
[JsonSerializable(typeof(AtomicTest))]
internal sealed partial class FactsContext : JsonSerializerContext;
