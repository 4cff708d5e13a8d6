using Coverage.Catalog;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Results;

/// <summary>Runs of tests: what waits for its outcome, the history, what expires next.</summary>
public sealed partial class ResultsPage
{
    private static readonly (string Name, string Title)[] Titles = [("pending", "Outcome pending"), ("history", "History"), ("expiring", "Expires next"), ("again", "Run again")];

    private const int MostNamed = 3000;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private RetestQueue Queue { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string List { get; set; } = "";

    private IReadOnlyList<(string Name, string Title, int Count)> Lists { get; set; } = [];

    private IReadOnlyList<ResultRow> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <summary>What each row can name as having alerted or stopped it; nothing once the page has as many choices as it can hold.</summary>
    private List<IReadOnlyList<NamedChoice>?> Named { get; } = [];

    /// <summary>What a run of the test that the page is asked for can name, wherever it ran.</summary>
    private IReadOnlyList<NamedChoice> Nameable { get; set; } = [];

    private bool CanDecide { get; set; }

    /// <summary>Who is at work.</summary>
    private string Name { get; set; } = "";

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var who = await Person.GetAsync();
        (CanDecide, Name) = (who?.Role >= Role.Engineer, who?.Name ?? "");
        var query = ResultLists.Query(new Uri(Navigation.Uri).Query);
        var view = Views.Refresh();
        List = ResultLists.NameOf(query);
        Lists = [.. Titles.Select(list => (list.Name, list.Title, ResultLists.All(view, Queue, list.Name).Count))];
        (Rows, var state) = ResultLists.Of(view, Queue, query);

        var left = MostNamed;
        foreach (var row in CanDecide && List == "pending" ? Rows : [])
        {
            var choices = left <= 0 ? null : row.Test is { } test ? NamedChoices.Of(view, view.Posture.Environments[row.Environment.Key], test) : [];
            Named.Add(choices);
            left -= choices?.Count ?? 0;
        }

        if (CanDecide && view.Catalogue.Tests.FirstOrDefault(test => test.ExternalId == query.Facet("test")) is { } asked)
            Nameable = [.. view.Posture.Environments.Values.SelectMany(inside => NamedChoices.Of(view, inside, asked)).DistinctBy(choice => choice.Title)];

        // Tests are told by their rows: a menu of a hundred GUIDs would say nothing.
        State = state with { Facets = [.. state.Facets.Where(facet => facet.Name != "test" || query.Facet("test").Length > 0)] };
    }

    /// <summary>The list on all its pages.</summary>
    private string Listed => (State.Query with { Page = 1 }).Url;

    private static string RuleUrl(Retest again) => ItemLinks.Page(ItemKind.Rule, again.Rule.Source, again.Rule.Id);

    private static string AgainUrl(ResultRow row) => $"/results?list=again&test={Uri.EscapeDataString(row.Result.Test.Id)}#record";

    private static string TestUrl(ResultRow row) => $"/results?list=history&test={Uri.EscapeDataString(row.Result.Test.Id)}";
}
