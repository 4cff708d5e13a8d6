using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>
/// Layers of ATT&amp;CK Navigator 4.0 to 4.5 (<see href="https://github.com/mitre-attack/attack-navigator/tree/master/layers"/>):
/// the score of a technique is its weight in a threat profile. One that stands under several tactics has its highest.
/// </summary>
internal sealed class NavigatorFormat : IPostureFormat
{
    private static readonly string[] Domains = ["enterprise-attack", "mobile-attack", "ics-attack"];

    public string Name => "navigator";

    public string Title => "ATT&CK Navigator layers 4.0 to 4.5";

    public bool Recognises(ImportText file, ImportOptions options) => file.IsJson && file.Has("\"techniques\"") && file.Has("\"domain\"") && (file.Has("\"techniqueID\"") || file.Has("\"navigator\"") || file.Has("\"layer\""));

    public void Read(ImportText file, ImportReading reading)
    {
        using var document = JsonRead.Parse(file, reading);
        var layers = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : new[] { document.RootElement };
        if (layers.Length == 0) throw new SourceRefusedException($"{file.Name} holds no layer.");
        if (layers.Length > 200) throw new SourceRefusedException($"{file.Name} holds {layers.Length:N0} layers; at most 200 are read.");
        for (var i = 0; i < layers.Length; i++) Read(layers[i], new ImportPlace(layers.Length == 1 ? file.Name : $"{file.Name}, layer {i + 1}", 0), reading);
    }

    private static void Read(JsonElement layer, ImportPlace place, ImportReading reading)
    {
        Check(layer, place);
        var rejected = reading.RejectedCount;
        var weights = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        List<JsonElement> listed = [.. layer.Objects("techniques").Where(technique => !technique.SaysNo("enabled"))];
        var scored = listed.Any(technique => JsonRead.Member(technique, "score") is not null);
        foreach (var technique in listed)
        {
            if (Weight(technique, scored, place, reading) is not { } weight) continue;
            var id = AttackId.Parse(technique.Text("techniqueID"))!;
            weights[id] = Math.Max(weight, weights.GetValueOrDefault(id));
        }

        if (weights.Count == 0) reading.Reject(place, reading.RejectedCount > rejected ? "None of the layer's scores can be taken as a weight, so it gives none: see what is wrong with each." : "The layer has no enabled technique with a score.");
        else reading.Add(new WeightsClaim(place, layer.Text("name"), weights.ToImmutable()));
        if (!scored && weights.Count > 0) reading.Remark(place, "No technique of the layer has a score: each that it lists weighs 1.");
    }

    private static void Check(JsonElement layer, ImportPlace place)
    {
        if (layer.ValueKind != JsonValueKind.Object || layer.Text("name").Length == 0 || JsonRead.Member(layer, "techniques") is not { ValueKind: JsonValueKind.Array })
        {
            throw new SourceRefusedException($"{place.File} is no layer of ATT&CK Navigator: it needs name, domain, versions and techniques.");
        }

        var version = layer.Object("versions") is { } versions ? versions.Text("layer") : layer.Text("version");
        if (version is not ("4.0" or "4.1" or "4.2" or "4.3" or "4.4" or "4.5" or "4")) throw new SourceRefusedException($"{place.File} is a layer of version '{PlainText.Line(version, 20)}'; 4.0 to 4.5 are read. Open it in Navigator 4 or 5 and save it again.");
        if (!Domains.Contains(layer.Text("domain"))) throw new SourceRefusedException($"{place.File} is of the domain '{PlainText.Line(layer.Text("domain"), 40)}'; the domains are {string.Join(", ", Domains)}.");
    }

    /// <summary>A score that is absent is not 0: the technique is left out.</summary>
    private static double? Weight(JsonElement technique, bool scored, ImportPlace place, ImportReading reading)
    {
        var id = technique.Text("techniqueID");
        if (!AttackId.IsTechnique(id))
        {
            reading.Reject(place, $"'{PlainText.Line(id, 40)}' is no technique's identifier.");
            return null;
        }

        if (!scored) return 1;
        if (JsonRead.Member(technique, "score") is not { } score) return null;
        if (double.TryParse(score.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight) && weight is >= 0 and <= 1_000_000) return weight;
        reading.Reject(place, $"The score of {id}, '{PlainText.Line(score.AsText(), 40)}', is no weight: 0 to 1,000,000.");
        return null;
    }
}
