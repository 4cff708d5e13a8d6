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
    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private IReadOnlyList<WorkItem> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    private bool CanRecord { get; set; }

    private int Open => View.Posture.WorkItems.Values.Count(item => item.State is WorkState.Open or WorkState.Doing);

    /// <summary>What is to be done first: by state, then day, then gain.</summary>
    public static IReadOnlyList<WorkItem> Ordered(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return [.. posture.WorkItems.Values.OrderBy(item => item.State is WorkState.Done or WorkState.Dropped).ThenBy(item => item.Due ?? DateOnly.MaxValue).ThenByDescending(item => item.Gain).ThenBy(item => item.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        CanRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
        Facet<WorkItem>[] facets =
        [
            new("state", "State", item => [item.State.ToString().ToLowerInvariant()]),
            new("kind", "Kind", item => [KindWords(item.Kind)]),
            new("owner", "Owner", item => [item.Owner.Length > 0 ? item.Owner : "nobody"]),
            new("environment", "Environment", item => [Place(item)]),
        ];
        var query = ListQuery.Parse(PlanQuery.Work, new Uri(Navigation.Uri).Query, facets.Select(facet => facet.Name));
        (Rows, State) = Listing.Of(Ordered(View.Posture), query, item => $"{item.Title}\n{item.Owner}", facets);
    }

    private static string KindWords(WorkKind kind) => kind switch { WorkKind.Deploy => "deploy", WorkKind.Collect => "collect", WorkKind.Implement => "implement", _ => "run a test" };

    private static ItemKind Kind(WorkItem item) => item.Kind switch { WorkKind.Implement => ItemKind.DefensiveTechnique, WorkKind.RunTest => ItemKind.Test, _ => ItemKind.Rule };

    private string Place(WorkItem item) => View.Posture.Environments.GetValueOrDefault(item.Environment)?.Environment.Name ?? item.Environment;
}
