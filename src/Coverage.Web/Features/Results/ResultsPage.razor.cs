using Coverage.Data;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Results;

/// <summary>Runs of tests: what waits for its outcome, the history, what expires next.</summary>
public sealed partial class ResultsPage
{
    private static readonly string[] Parameters = ["list", "env", "outcome", "host", "test"];

    private static readonly Facet<ResultRow>[] Facets =
    [
        new("env", "Environment", row => [row.Environment.Key]),
        new("outcome", "Outcome", row => [OutcomeWords.Of(row.Result)]),
        new("host", "Host", row => [row.Result.Host]),
        new("test", "Test", row => [row.Result.Test.Id]),
    ];

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string List { get; set; } = "";

    private IReadOnlyList<(string Name, string Title, int Count)> Lists { get; set; } = [];

    private IReadOnlyList<ResultRow> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    private bool CanDecide { get; set; }

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        CanDecide = (await Person.GetAsync())?.Role >= Role.Engineer;
        var query = ListQuery.Parse("/results", new Uri(Navigation.Uri).Query, Parameters);
        var view = Views.Refresh();
        var (pending, history, expiring) = (ResultRows.Pending(view), ResultRows.History(view), ResultRows.Expiring(view));
        Lists = [("pending", "Outcome pending", pending.Count), ("history", "History", history.Count), ("expiring", "Expires next", expiring.Count)];
        List = query.Facet("list") is "history" or "expiring" ? query.Facet("list") : "pending";
        var shown = List switch { "history" => history, "expiring" => expiring, _ => pending };
        (Rows, var state) = Listing.Of(shown, query, row => $"{row.Title}\n{row.Result.Test.Id}\n{row.Test?.Technique}\n{row.Result.Host}", Facets);

        // Tests are told by their rows: a menu of a hundred GUIDs would say nothing.
        State = state with { Facets = [.. state.Facets.Where(facet => facet.Name != "test" || query.Facet("test").Length > 0)] };
    }

    private static string TestUrl(ResultRow row) => $"/results?list=history&test={Uri.EscapeDataString(row.Result.Test.Id)}";
}
