using Coverage.Exchange.Navigator;
using Coverage.Linking;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Matrix;

/// <summary>The matrix as an ATT&amp;CK Navigator layer.</summary>
internal static class LayerEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/matrix/layer.json", Layer).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/matrix/scores.json", Scores).RequireAuthorization(PagePolicy.Read);
    }

    private static Results<FileContentHttpResult, BadRequest<string>> Layer(CoverageViews views, string metric = "rules", string? domain = null, bool rollup = false, string derived = "none")
    {
        if (!Enum.TryParse<CoverageMetric>(metric, ignoreCase: true, out var counted) || !Enum.IsDefined(counted)) return TypedResults.BadRequest("metric is rules, tests or controls.");
        if (Derivation(derived) is not { } upTo) return TypedResults.BadRequest("derived is none, parent or all.");
        var view = views.Current;
        var request = new LayerRequest(counted, SourceNames.Domain(domain), rollup, upTo);
        if (view.Domain(request.Domain) is null) return TypedResults.BadRequest($"{DomainView.NameOf(request.Domain)} is not loaded.");
        using var layer = new MemoryStream();
        LayerFile.Write(layer, view, request);
        return TypedResults.File(layer.ToArray(), "application/json", $"{metric.ToLowerInvariant()}-{request.Domain.Word()}.json");
    }

    /// <summary>What the matrix shows under the same query, each technique by itself.</summary>
    private static Results<FileContentHttpResult, BadRequest<string>> Scores(HttpContext context, PostureViews views, ScoreHistory history)
    {
        var (view, query) = (views.Current, MatrixQuery.Parse(context.Request.QueryString.Value ?? ""));
        if (view.Catalogue.Domain(query.Domain) is not { } domain) return TypedResults.BadRequest($"{DomainView.NameOf(query.Domain)} is not loaded.");
        if (query.Environment.Length > 0 && !view.Posture.Environments.ContainsKey(query.Environment)) return TypedResults.BadRequest("There is no such environment.");
        var since = query.Since is { } id ? history.Find(id) : null;
        var measure = MatrixMeasure.Of(query, view, since);
        var shown = new MatrixSelection(domain, query with { Layout = MatrixLayout.List }, measure).Techniques;
        var scores = shown.Select(entry => new MatrixCell(entry, measure.Own(entry))).Select(cell => new LayerScore(cell.Entry.Id, double.IsNaN(cell.Number) ? null : Math.Round(cell.Number, 2), measure.Says(cell, false))).ToList();
        var least = query.Metric == MatrixMetric.Change ? -100 : 0;
        var most = query.Metric.IsScore() && query.Metric != MatrixMetric.Gap ? 100 : scores.Max(score => score.Score) ?? 1;
        using var layer = new MemoryStream();
        LayerFile.Write(layer, view.Catalogue, domain, new ScoreLayer($"{query.Metric} by technique", $"{query.Metric} of {view.Day:yyyy-MM-dd}{(query.Ticks.Count > 0 ? $", of a what-if: {string.Join("; ", query.Ticks.Select(tick => tick.Title(view)))}" : since is null ? "" : $", compared with {since.Day:yyyy-MM-dd}")}.", scores, least, most));
        return TypedResults.File(layer.ToArray(), "application/json", $"{MatrixQuery.Word(query.Metric)}-{query.Domain.Word()}.json");
    }

    private static ControlDerivation? Derivation(string word) => word switch
    {
        "none" => ControlDerivation.Direct,
        "parent" => ControlDerivation.Parent,
        "all" => ControlDerivation.Subtechnique,
        _ => null,
    };
}
