using Coverage.Catalog;
using Coverage.Data;
using Coverage.Scoring;
using Coverage.Views.Profiles;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Profiles;

/// <summary>One profile: its numbers, its coverage by tactic, and every weight with where it comes from.</summary>
public sealed partial class ProfilePage
{
    /// <summary>Its key.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private ProfileView? Profile { get; set; }

    private IReadOnlyList<WeightOf> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    private IReadOnlyList<(Tactic Tactic, ScoreTotals Totals)> Tactics { get; set; } = [];

    private bool CanRecord { get; set; }

    private bool IsChosen => View.Posture.ChosenProfile == Key;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        if (!View.Posture.Profiles.TryGetValue(Key, out var profile)) return;
        CanRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
        Profile = ProfileView.Of(View, profile);
        (Rows, State) = WeightList.Page(Profile, new Uri(Navigation.Uri).Query);
        Tactics = [.. Profile.Weights.SelectMany(row => row.Technique.Tactics).Distinct().OrderBy(tactic => tactic.Domain).ThenBy(tactic => tactic.Position).Select(tactic => (tactic, Profile.TotalsOf(tactic))).Where(pair => pair.Item2.Techniques > 0)];
    }

    /// <summary>The weight's arithmetic, in words.</summary>
    private static string From(WeightOf row)
    {
        var own = row.Typed is { } typed ? $"{Figures.Weight(typed)} typed or imported{(row.Actors.Count > 0 ? $" (instead of {row.Actors.Count})" : "")}" : row.Actors.Count > 0 ? string.Join(" + ", row.Actors.Take(8).Select(actor => $"1 {actor.Title}")) + (row.Actors.Count > 8 ? $" + {row.Actors.Count - 8} more" : "") : "";
        var share = row.FromParent > 0 ? $"{Figures.Weight(row.FromParent)} of {row.Technique.Parent?.Id}'s weight" : "";
        return string.Join(" + ", new[] { own, share }.Where(part => part.Length > 0));
    }
}
