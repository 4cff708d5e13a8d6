using Coverage.Catalog;
using Coverage.Data;
using Coverage.Views.History;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.History;

/// <summary>One step: what it did to entries, and to the score.</summary>
public sealed partial class StepPage
{
    private HistoryStep? step;
    private ScoreMoveRow? move;
    private IReadOnlyList<EntryLine> lines = [];
    private ListState state = null!;
    private RecordForm? form;

    /// <summary>Its number.</summary>
    [Parameter] public long Id { get; set; }

    [Inject] private PostureHistory History { get; set; } = null!;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        step = History.Find(Id);
        if (step is null) return;
        move = History.MoveOf(Id);
        var (view, query) = (Views.Current, ListQuery.Parse(RecordUrls.Step(Id), new Uri(Navigation.Uri).Query, []));
        (var rows, state) = Listing.Of(History.EntriesOf(Id), query, row => row.Key, []);
        var words = new EntryWords(view);
        lines = [.. rows.Select(words.Of)];
        form = await Forms.OfAsync("", view.EditId, RecordUrls.Step(Id));
    }

    private static RenderFragment Subject(EntryLine line) => builder =>
    {
        var page = line.Item is { } kind ? ItemLinks.Page(kind, line.Key.Source, line.Key.Id) : "";
        if (page.Length == 0)
        {
            builder.AddContent(0, line.Subject);
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", page);
        builder.AddContent(3, line.Subject);
        builder.CloseElement();
    };
}
