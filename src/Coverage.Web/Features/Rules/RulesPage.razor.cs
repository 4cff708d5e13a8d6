using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Rules;

/// <summary>Every rule, correlation and filter.</summary>
public sealed partial class RulesPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<RuleLine> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => (Rows, State) = RuleList.Page(Views.Current, RuleList.Query(new Uri(Navigation.Uri).Query));
}
