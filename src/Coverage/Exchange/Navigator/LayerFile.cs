using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Views;

namespace Coverage.Exchange.Navigator;

/// <summary>What a layer shows.</summary>
/// <param name="Metric">What is counted.</param>
/// <param name="Domain">Of which matrix.</param>
/// <param name="Rollup">Techniques count their sub-techniques' items as well, each once.</param>
/// <param name="UpTo">Which derived controls count.</param>
public sealed record LayerRequest(CoverageMetric Metric, AttackDomain Domain, bool Rollup, ControlDerivation UpTo = ControlDerivation.Direct);

/// <summary>
/// Layers of ATT&amp;CK Navigator, format 4.5
/// (<see href="https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md"/>). Every live
/// technique is in it; a score of 0 is a score.
/// </summary>
public static class LayerFile
{
    private static readonly string[] Colors = ["#ffffff", "#c3dfe9", "#62abc4", "#10597a", "#093f56"];

    private static readonly string[] Diverging = ["#b04a10", "#ffffff", "#10597a"];

    /// <summary>Writes a layer.</summary>
    /// <exception cref="InvalidOperationException">The domain is not loaded.</exception>
    public static void Write(Stream stream, CoverageView view, LayerRequest request)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(request);
        var domain = view.Domain(request.Domain) ?? throw new InvalidOperationException($"{DomainView.NameOf(request.Domain)} is not loaded. Import it first.");
        var scores = domain.Techniques.Select(technique => (technique, count: Count(technique, request))).ToList();
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            WriteHead(writer, view, domain, request);
            writer.WriteStartArray("techniques");
            foreach (var (technique, count) in scores) WriteTechnique(writer, technique, count, request.Rollup);
            writer.WriteEndArray();
            writer.WriteStartObject("gradient");
            writer.WriteTexts("colors", Colors);
            writer.WriteNumber("minValue", 0);
            writer.WriteNumber("maxValue", Math.Max(1, scores.Select(score => Score(score.count, request.Rollup)).DefaultIfEmpty().Max()));
            writer.WriteEndObject();
            WriteSources(writer, view);
            writer.WriteEndObject();
        });
    }

    /// <summary>Writes a layer of scores that somebody else worked out.</summary>
    /// <param name="stream">To where.</param>
    /// <param name="view">The catalogue, whose versions the layer states.</param>
    /// <param name="domain">The matrix.</param>
    /// <param name="layer">Name, description and scores.</param>
    public static void Write(Stream stream, CoverageView view, DomainView domain, ScoreLayer layer)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(layer);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            WriteHead(writer, domain, layer.Name, layer.Description);
            writer.WriteStartArray("techniques");
            foreach (var score in layer.Scores) WriteScore(writer, score);
            writer.WriteEndArray();
            writer.WriteStartObject("gradient");
            writer.WriteTexts("colors", layer.Least < 0 ? Diverging : Colors);
            writer.WriteNumber("minValue", layer.Least);
            writer.WriteNumber("maxValue", layer.Most);
            writer.WriteEndObject();
            WriteSources(writer, view);
            writer.WriteEndObject();
        });
    }

    private static void WriteScore(Utf8JsonWriter writer, LayerScore score)
    {
        writer.WriteStartObject();
        writer.WriteString("techniqueID", score.Technique);
        if (score.Score is { } known) writer.WriteNumber("score", known);
        writer.WriteString("comment", score.Comment);
        writer.WriteBoolean("enabled", score.Score is not null);
        writer.WriteBoolean("showSubtechniques", false);
        writer.WriteEndObject();
    }

    /// <summary>The counts of a technique that a layer is about.</summary>
    public static ItemCount Count(TechniqueEntry technique, LayerRequest request)
    {
        ArgumentNullException.ThrowIfNull(technique);
        ArgumentNullException.ThrowIfNull(request);
        return request.Metric == CoverageMetric.Controls && request.UpTo != ControlDerivation.Direct ? technique.CountControls(request.UpTo) : technique.Count(request.Metric);
    }

    private static int Score(ItemCount count, bool rollup) => rollup ? count.WithSubtechniques : count.Own;

    private static void WriteHead(Utf8JsonWriter writer, CoverageView view, DomainView domain, LayerRequest request)
    {
        var what = request.Metric switch
        {
            CoverageMetric.Rules => "Sigma rules",
            CoverageMetric.Tests => "Atomic tests",
            _ => "D3FEND techniques",
        };
        var derived = request.Metric == CoverageMetric.Controls ? request.UpTo switch
        {
            ControlDerivation.Parent => ", direct and by the parent",
            ControlDerivation.Subtechnique => ", direct, by the parent and by the sub-techniques",
            _ => ", direct",
        } : "";
        var description = string.Create(CultureInfo.InvariantCulture, $"Score: {what}{derived}, {(request.Rollup ? "with those of sub-techniques, each once" : "of the technique itself")}. {domain.Techniques.Count} live techniques of ATT&CK {domain.Version}; {string.Join("; ", view.Sources.Where(source => source.Kind != SourceKind.Attack).Select(SourceLine.Of))}.");
        WriteHead(writer, domain, $"{what} by technique", description);
    }

    private static void WriteHead(Utf8JsonWriter writer, DomainView domain, string name, string description)
    {
        writer.WriteString("name", name);
        writer.WriteStartObject("versions");
        writer.WriteString("attack", domain.Version.Split('.')[0]);
        writer.WriteString("navigator", "5.1.0");
        writer.WriteString("layer", "4.5");
        writer.WriteEndObject();
        writer.WriteString("domain", domain.StixName);
        writer.WriteString("description", description);
        writer.WriteNumber("sorting", 0);
        writer.WriteStartObject("layout");
        writer.WriteString("layout", "side");
        writer.WriteString("aggregateFunction", "average");
        writer.WriteBoolean("showID", false);
        writer.WriteBoolean("showName", true);
        writer.WriteBoolean("showAggregateScores", false);
        writer.WriteBoolean("countUnscored", false);
        writer.WriteString("expandedSubtechniques", "none");
        writer.WriteEndObject();
        writer.WriteBoolean("hideDisabled", false);
    }

    private static void WriteTechnique(Utf8JsonWriter writer, TechniqueEntry technique, ItemCount count, bool rollup)
    {
        writer.WriteStartObject();
        writer.WriteString("techniqueID", technique.Id);
        writer.WriteNumber("score", Score(count, rollup));
        writer.WriteString("comment", technique.Subtechniques.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{count.Own} own")
            : string.Create(CultureInfo.InvariantCulture, $"{count.Own} own, {count.WithSubtechniques} with sub-techniques"));
        writer.WriteBoolean("enabled", true);
        writer.WriteStartArray("metadata");
        WriteMetadata(writer, "own", count.Own.ToString(CultureInfo.InvariantCulture));
        WriteMetadata(writer, "with sub-techniques", count.WithSubtechniques.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndArray();
        writer.WriteBoolean("showSubtechniques", false);
        writer.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter writer, CoverageView view)
    {
        writer.WriteStartArray("metadata");
        foreach (var source in view.Sources) WriteMetadata(writer, source.Name, SourceLine.Of(source));
        writer.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }
}
