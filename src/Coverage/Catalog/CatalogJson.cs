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
    private static readonly FactsContext Everything = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

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

    /// <summary>
    /// Whether nothing is missing or impossible in an item's facts: every list and text is there, no number is negative, and
    /// every word of a fixed choice is one of it. What our own readers made always is; what somebody else wrote may not be.
    /// </summary>
    public static bool IsWhole(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(item, Everything.Options.GetTypeInfo(item.GetType())));
        var (mayBeNull, isCount) = (false, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null && !mayBeNull) return false;

            // A choice that is none of the known ones is written as its number.
            if (reader.TokenType == JsonTokenType.Number && (!isCount || reader.GetInt32() < 0)) return false;
            var isName = reader.TokenType == JsonTokenType.PropertyName;
            mayBeNull = isName && reader.ValueTextEquals("parentId"u8);
            isCount = isName && (reader.ValueTextEquals("position"u8) || reader.ValueTextEquals("number"u8) || reader.ValueTextEquals("dependencies"u8));
        }

        return true;
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
