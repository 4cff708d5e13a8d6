using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Techniques;

/// <summary>Everything that is known of a technique.</summary>
public sealed partial class TechniquePage
{
    /// <summary>Its identifier, in any case.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private TechniqueEntry? Entry { get; set; }

    private Technique Technique => Entry!.Technique;

    private TechniqueFigures Figures { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Entry = Views.Current.Find(Id);
        if (Entry is null) return;
        Figures = new TechniqueFigures(Entry);
        if (Entry.Id != Id) Navigation.NavigateTo(ItemLinks.Technique(Entry.Id) + new Uri(Navigation.Uri).Query);
    }
}
