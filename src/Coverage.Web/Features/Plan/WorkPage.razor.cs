using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Plan;

/// <summary>What was taken from plans, and how far it is.</summary>
public sealed partial class WorkPage
{
    /// <summary>The most rules of a set that are listed.</summary>
    private const int Most = 50;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private IReadOnlyList<WorkItem> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    private bool CanRecord { get; set; }

    private int Open => View.Posture.WorkItems.Values.Count(item => item.State is WorkState.Open or WorkState.Doing);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        CanRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
        (Rows, State) = WorkList.Page(View, new Uri(Navigation.Uri).Query);
    }

    private static ItemKind Kind(WorkItem item) => item.Kind switch { WorkKind.Implement => ItemKind.DefensiveTechnique, WorkKind.RunTest => ItemKind.Test, _ => ItemKind.Rule };
}
