using Coverage.Data;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Rules;

/// <summary>Every rule, correlation and filter.</summary>
public sealed partial class RulesPage
{
    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private IReadOnlyList<RuleLine> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    private bool canRecord;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        (Rows, State) = RuleList.Page(View, RuleList.Query(new Uri(Navigation.Uri).Query));
        canRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
    }
}
