using Coverage.Data;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Gaps;

/// <summary>What falls short, ranked, with the reason and what to do next.</summary>
public sealed partial class GapsPage
{
    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private GapListing Listing { get; set; } = null!;

    private GapList List => Listing.List;

    private IReadOnlyList<Gap> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    private bool CanRecord { get; set; }

    private int Environments => View.Posture.Environments.Count;

    private string Weighing => View.Posture.Profile is { } profile ? $"the weight is the threat profile's, {profile.Name}" : "without a threat profile each technique weighs 1";

    /// <summary>What is no gap, or is one that counts otherwise.</summary>
    private string NoGaps => string.Concat(
        List.Covered > 0 ? $" {Words.Count(List.Covered, "covered technique")} {(List.Covered == 1 ? "is" : "are")} no gap." : "",
        List.Totals.RiskAccepted > 0 ? $" The risk of {Words.Number(List.Totals.RiskAccepted)} is accepted ({Figures.Points(List.Totals.AcceptedGap)} points of them all)." : "",
        List.Totals.OutOfScope > 0 ? $" {Words.Number(List.Totals.OutOfScope)} {(List.Totals.OutOfScope == 1 ? "is" : "are")} out of scope." : "");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        CanRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
        Listing = GapListing.Parse(View, new Uri(Navigation.Uri).Query);
        (Rows, State) = Listing.Page;
    }
}
