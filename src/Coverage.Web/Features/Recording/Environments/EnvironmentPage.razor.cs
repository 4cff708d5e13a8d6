using Coverage.Scoring.Tracing;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>One environment: its numbers, how it is set up, and its log sources.</summary>
public sealed partial class EnvironmentPage
{
    private EnvironmentLine? line;
    private IReadOnlyList<TelemetryRow> rows = [];
    private ListQuery query = null!;
    private IReadOnlyList<string> platforms = [];
    private RecordForm? form;
    private int count;
    private TraceStep sum = null!;
    private TraceNames names = null!;
    private double points;

    /// <summary>Its key.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string Width => FormattableString.Invariant($"{line?.Totals.Overall ?? 0:0.#}%");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var view = Views.Current;
        line = EnvironmentLine.Find(view, Key);
        if (line is null) return;
        count = view.Table.Environments.Count;
        names = new TraceNames(view);

        // Its hundreds of techniques have a page of their own.
        sum = view.Table.ExplainIn(view.Table.Environments.ToList().IndexOf(Key));
        points = sum.Steps.Sum(step => step.Result);
        sum = sum with { Name = $"Coverage of {line.Environment.Name}", Inputs = [new TraceInput("sum of weight x Coverage", points), new TraceInput("sum of weights", line.Totals.Weight)], Steps = [] };
        (rows, query) = TelemetryList.Of(view, line.Inside, new Uri(Navigation.Uri).Query);
        form = await Forms.OfAsync(Key, view.EditId, query.Url);
        if (form is not null) platforms = EnvironmentForm.PlatformsOf(view);
    }
}
