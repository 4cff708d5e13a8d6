using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Tests;

/// <summary>Every test.</summary>
public sealed partial class TestsPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<TestLine> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => (Rows, State) = TestList.Page(Views.Current, new Uri(Navigation.Uri).Query);
}
