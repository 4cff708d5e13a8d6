using Coverage.Exchange.Navigator;
using Coverage.Linking;
using Coverage.Views;
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

    private static ControlDerivation? Derivation(string word) => word switch
    {
        "none" => ControlDerivation.Direct,
        "parent" => ControlDerivation.Parent,
        "all" => ControlDerivation.Subtechnique,
        _ => null,
    };
}
