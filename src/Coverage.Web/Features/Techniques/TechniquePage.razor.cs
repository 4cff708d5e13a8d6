using Coverage.Catalog;
using Coverage.Views;
using Coverage.Views.Scores;
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

    /// <summary>The environment's key; the first one if it is not stated.</summary>
    [Parameter, SupplyParameterFromQuery(Name = "env")]
    public string? InEnvironment { get; set; }

    /// <summary><c>edit</c> to see in each rule's row the way to take its link away.</summary>
    [Parameter, SupplyParameterFromQuery(Name = "links")]
    public string? Links { get; set; }

    [Inject] private PostureViews Postures { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private TechniqueEntry? Entry { get; set; }

    private Technique Technique => Entry!.Technique;

    private TechniqueFigures Figures { get; set; } = null!;

    private TechniqueDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Entry = Views.Current.Find(Id);
        if (Entry is null) return;
        Figures = new TechniqueFigures(Entry);
        Desk = new TechniqueDesk(Postures.Current, Entry, InEnvironment) { EditsLinks = Links == "edit" };
        Desk.Form = await Forms.OfAsync(Desk.Environment.Key, Desk.View.EditId, Desk.Url(Desk.Environment.Key));
        if (Entry.Id != Id) Navigation.NavigateTo(ItemLinks.Technique(Entry.Id) + new Uri(Navigation.Uri).Query);
    }
}
