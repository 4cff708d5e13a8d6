using Coverage.Data;
using Coverage.Exchange.Importing;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.PostureImport;

/// <summary>What an upload says, compared to what is there, and what becomes of it.</summary>
public sealed partial class PreviewPage
{
    private LookedAt? import;
    private ImportTable? table;
    private DateTime until;
    private ImportPreview? preview;

    [Parameter] public string Token { get; set; } = "";

    /// <summary>Whether recording was asked for with other choices than were shown.</summary>
    [SupplyParameterFromQuery(Name = PreviewQuery.Asked)] private string? AskedText { get; set; }

    private bool Asked => string.Equals(AskedText, "true", StringComparison.OrdinalIgnoreCase);

    [Inject] private KeptUploads<LookedAt> Kept { get; set; } = null!;

    [Inject] private PostureImporter Importer { get; set; } = null!;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PreviewQuery Query { get; set; } = null!;

    private IReadOnlyList<ImportEntry> Rows { get; set; } = [];

    private IReadOnlyList<ImportRemark> Remarks { get; set; } = [];

    private ListState State { get; set; } = null!;

    private string Files => import!.Reading.Files is [var one] ? one : Words.Count(import.Reading.Files.Count, "file");

    private string Confirm => preview!.Step.Edits.Count == 0 ? "Nothing to record" : $"Record {Words.Count(preview.Step.Edits.Count, "entry", "entries")}";

    private string Empty => Query.List switch
    {
        "matched" => "Nothing that the file says is found here and new. Look at the other lists.",
        "ambiguous" => "Of everything it is clear what it is.",
        "unknown" => "Everything is known here.",
        "already" => "Nothing of it is recorded yet.",
        _ => "Every line could be read.",
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await Person.GetAsync() is not { } who || Kept.Find(Token, who) is not { } upload) return;
        var view = Views.Current;
        Query = PreviewQuery.Parse(Token, new Uri(Navigation.Uri).Query);
        (import, table, until) = (upload.Content.With(Query.Columns), upload.Content.Table, upload.Until);
        if (!view.Posture.Environments.ContainsKey(Query.Environment)) Query = Query with { Environment = view.Posture.Environments.Keys.First() };
        preview = Importer.Preview(import.Reading, Query.Choices(import) with { Model = who.Role >= Role.Admin });
        var skip = (Query.Page - 1) * ListQuery.PageSize;
        Rows = [.. Entries(Query.List).Skip(skip).Take(ListQuery.PageSize)];
        List<ImportRemark> remarks = [.. preview.Rejected, .. preview.Remarks];
        Remarks = [.. remarks.Skip(skip).Take(ListQuery.PageSize)];
        var shown = Query.List == "rejected" ? remarks.Count : Count(Query.List);
        State = new ListState(Query.AsList, [], shown, shown);
    }

    private IReadOnlyList<ImportEntry> Entries(string list) => list switch
    {
        "matched" => preview!.Matched,
        "ambiguous" => preview!.Ambiguous,
        "unknown" => preview!.Unknown,
        "already" => preview!.AlreadySo,
        _ => [],
    };

    private int Count(string list) => list == "rejected" ? preview!.RejectedCount : Entries(list).Count;
}
