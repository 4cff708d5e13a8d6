using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Recording.Model;

/// <summary>Changing the scoring model's figures.</summary>
internal static class ModelEndpoints
{
    public const string Change = "/posture/model";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(Change, ChangeAsync).RequireAuthorization(Policies.Admin);

    private static Task ChangeAsync(IFormCollection fields, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var model = ModelFigure.All.Where(figure => fields.ContainsKey(figure.Name))
            .Aggregate(step.View.Table.Model, (result, figure) => figure.With(result, Typed.Number(figure.Says, fields[figure.Name], figure.Get(result))));
        var figures = ModelFigure.Write(model);
        return step.Record(who, figures.Figures.Count == 0 ? "Scoring model: as published" : $"Scoring model changed: {string.Join(", ", figures.Figures.Keys)}", new PutModel(figures));
    });
}
