using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Plan;

/// <summary>The work list: what a query shows of it, on its page and as a file.</summary>
internal static class WorkList
{
    private static readonly SortKey<WorkItem>[] Sorts =
    [
        new("title", item => item.Title),
        new("gain", item => item.Gain),
        new("effort", item => item.Effort),
        new("state", item => item.State),
        new("owner", item => item.Owner),
        new("due", item => item.Due),
    ];

    /// <summary>Maps the list for programs.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList(PlanQuery.Work, WorkFile.Items, context => All(context.RequestServices.GetRequiredService<PostureViews>().Current, context.Query()));

    /// <summary>The page that the part of a URL from its question mark on asks for.</summary>
    public static (IReadOnlyList<WorkItem> Rows, ListState State) Page(PostureView view, string query)
    {
        var facets = Facets(view);
        return Listing.Of(Ordered(view.Posture), Query(query, facets), Text, facets, Sorts);
    }

    /// <summary>The environment's name, or its key if it is no longer there.</summary>
    public static string Place(PostureView view, WorkItem item) => view.Posture.Environments.GetValueOrDefault(item.Environment)?.Environment.Name ?? item.Environment;

    private static IReadOnlyList<WorkItem> All(PostureView view, string query)
    {
        var facets = Facets(view);
        return Listing.All(Ordered(view.Posture), Query(query, facets), Text, facets, Sorts).Rows;
    }

    private static Facet<WorkItem>[] Facets(PostureView view) =>
    [
        new("state", "State", item => [item.State.ToString().ToLowerInvariant()]),
        new("kind", "Kind", item => [KindWords(item.Kind)]),
        new("owner", "Owner", item => [item.Owner.Length > 0 ? item.Owner : "nobody"]),
        new("environment", "Environment", item => [Place(view, item)]),
    ];

    /// <summary>What is to be done first: by state, then day, then gain.</summary>
    private static IReadOnlyList<WorkItem> Ordered(OrganisationPosture posture) =>
        [.. posture.WorkItems.Values.OrderBy(item => item.State is WorkState.Done or WorkState.Dropped).ThenBy(item => item.Due ?? DateOnly.MaxValue).ThenByDescending(item => item.Gain).ThenBy(item => item.Id, StringComparer.Ordinal)];

    private static ListQuery Query(string query, Facet<WorkItem>[] facets) => ListQuery.Parse(PlanQuery.Work, query, facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));

    private static string Text(WorkItem item) => $"{item.Title}\n{item.Owner}";

    private static string KindWords(WorkKind kind) => kind switch { WorkKind.Deploy => "deploy", WorkKind.Collect => "collect", WorkKind.Implement => "implement", _ => "run a test" };
}
