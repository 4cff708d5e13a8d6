using System.Globalization;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Coverage.Web.Features.Recording.Model;

/// <summary>The scoring model's figures: what they are, what a change would move. The URL holds what is previewed.</summary>
public sealed partial class ModelPage
{
    private PostureView view = null!;
    private ScoringModel model = ScoringModel.Version1;
    private ScoreTable example = null!;
    private int changed;
    private IReadOnlyList<(string Name, double Value)> asked = [];
    private List<string> problems = [];
    private IReadOnlyList<(string Id, double? Before, double? After)> moved = [];
    private RecordedStep? preview;
    private RecordForm? form;

    [CascadingParameter] private HttpContext? Context { get; set; }

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private PostureRecorder Recorder { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        view = Views.Current;
        model = view.Table.Model;
        changed = view.Posture.Model.Figures.Count;
        if (await Person.GetAsync() is { Role: >= Role.Admin }) form = await Forms.OfAsync("", view.EditId, "/model");
        if (Context?.Request.Query is { Count: > 0 } query) Ask(query);
        example = WorkedExample.By(problems.Count > 0 ? model : Asked, view.Day);
    }

    private ScoringModel Asked => asked.Aggregate(model, (result, figure) => ModelFigure.All.First(known => known.Name == figure.Name).With(result, figure.Value));

    private string Shown(ModelFigure figure) => ScoreWords.Exact(figure.Get(Asked));

    private void Ask(IQueryCollection query)
    {
        try
        {
            asked = [.. ModelFigure.All.Where(figure => query.ContainsKey(figure.Name)).Select(figure => (figure.Name, Typed.Number(figure.Says, query[figure.Name], figure.Get(model))))];
            var figures = ModelFigure.Write(Asked);
            problems = [.. ModelFigure.Problems(figures)];
            if (problems.Count > 0) return;
            if (Asked != model) Preview(figures);
        }
        catch (PostureRefusedException refused)
        {
            (asked, problems) = ([], [.. refused.Problems]);
        }
    }

    private void Preview(ModelFigures figures)
    {
        preview = Recorder.Preview(new PostureStep("Scoring model", [new PutModel(figures)]));
        var (before, after) = (preview.Before, preview.After);
        moved = [.. Enumerable.Range(0, before.Input.TechniqueCount).Where(technique => before.Technique(technique).Stands && before.Technique(technique).Coverage != after.Technique(technique).Coverage)
            .Select(technique => (before.Input.IdOf(technique), (double?)before.Technique(technique).Coverage, (double?)after.Technique(technique).Coverage))
            .OrderByDescending(move => Math.Abs(move.Item3!.Value - move.Item2!.Value)).ThenBy(move => move.Item1, StringComparer.Ordinal)];
    }
}
