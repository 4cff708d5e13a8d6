using Coverage.Data;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Controls;

/// <summary>Every countermeasure.</summary>
public sealed partial class ControlsPage
{
    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private IReadOnlyList<ControlLine> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    private bool canRecord;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        (Rows, State) = ControlList.Page(View, ControlList.Query(new Uri(Navigation.Uri).Query));
        canRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
    }
}
