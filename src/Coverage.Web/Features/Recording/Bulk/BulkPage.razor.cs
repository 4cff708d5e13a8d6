using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.Bulk;

/// <summary>What it would do to set everything that a list shows to a state. Nothing is recorded by looking at it.</summary>
public sealed partial class BulkPage
{
    private const int Most = 25;
    private const int MostListed = 100;

    private BulkQuery query = null!;
    private IReadOnlyList<PostureEdit> edits = [];
    private RecordedStep? preview;
    private IReadOnlyList<(string Id, double Before, double After)> moves = [];
    private RecordForm? form;
    private string problem = "";
    private bool isEmpty;
    private string name = "";
    private int shown;
    private int filters;
    private int skipped;
    private IReadOnlyList<(ItemKey Item, string Now)> changing = [];
    private PostureView view = null!;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private PostureRecorder Recorder { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    [Inject] private KeptUploads<BulkPick> Kept { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Whether recording was asked for with another choice than was shown.</summary>
    [SupplyParameterFromQuery(Name = "asked")] private string? AskedText { get; set; }

    private bool Asked => string.Equals(AskedText, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The reason that was typed before.</summary>
    [SupplyParameterFromQuery] private string? Reason { get; set; }

    /// <summary>Which catalogue the list is of.</summary>
    private string Generation => view.Catalogue.Generation.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private IReadOnlyList<(string, double?, double?)> Headline
    {
        get
        {
            var (before, after) = (preview!.Before.Totals, preview.After.Totals);
            return [("Overall", before.Overall, after.Overall), ("Available", before.Available, after.Available), ("Deployed", before.Deployed, after.Deployed), ("Validated", before.Validated, after.Validated)];
        }
    }

    /// <summary>What the list was narrowed down to, in words.</summary>
    private string filter => query.Picked is not null ? "" : string.Join(", ", query.List.Facets.Select(facet => $"{facet.Key} {facet.Value}").Concat(query.List.Text.Length > 0 ? [$"“{query.List.Text}”"] : []));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        query = BulkQuery.Parse(new Uri(Navigation.Uri).Query);
        view = Views.Current;
        isEmpty = query.Environment.Length == 0;
        if (isEmpty || await Person.GetAsync() is not { } who) return;
        try
        {
            query = BulkQuery.Parse(new Uri(Navigation.Uri).Query, who, Kept);
            (shown, filters) = query.Count(view);
            name = view.Posture.Environments.GetValueOrDefault(query.Environment)?.Environment.Name ?? query.Environment;
            _ = query.Word;
            skipped = query.Skipped(view).Count;
            edits = query.Edits(view, who, Time.GetUtcNow().UtcDateTime);
            preview = Recorder.Preview(new PostureStep("", edits));
            changing = [.. edits.Select(edit => BulkQuery.Of(view, edit)).OfType<(ItemKey, string)>()];
            moves = Moves(preview.Before, preview.After);
            form = await Forms.OfAsync(query.Environment, view.EditId, query.Back);
        }
        catch (PostureRefusedException refusal)
        {
            problem = refusal.Message;
        }
    }

    /// <summary>Rules that their source has given up, among those that would be deployed.</summary>
    private int Outdated => query.State == nameof(DeploymentState.Deployed) ? changing.Count(one => view.Rule(one.Item)?.Status is "deprecated" or "unsupported") : 0;

    /// <summary>Rules of products that the environment has none of, among those that would be deployed.</summary>
    private int Foreign => query.State != nameof(DeploymentState.Deployed) ? 0 : changing.Count(one => view.Rule(one.Item) is { } rule && !ProductPlatforms.Fit(rule.Product, view.Posture.Environments[query.Environment].Environment));

    private bool IsInScope(string technique) => preview!.After.Input.TechniqueOf(technique) is var place and >= 0 && preview.After.Technique(place).InScope;

    /// <summary>How many there are of each state, as they are now.</summary>
    private string NowSays => string.Join(", ", changing.GroupBy(one => one.Now).OrderByDescending(group => group.Count()).Select(group => $"{Words.Number(group.Count())} {(group.Key == "none" ? "not recorded" : group.Key)}"));

    private string NameOf(ItemKey item) => query.IsRules ? view.TitleOf(item) : $"{item.Id} {view.Catalogue.Controls.FirstOrDefault(control => string.Equals(control.ExternalId, item.Id, StringComparison.OrdinalIgnoreCase))?.Title}";

    private string Title(string id) => view.Catalogue.Find(id)?.Technique.Title ?? "";

    private static List<(string Id, double Before, double After)> Moves(ScoreTable before, ScoreTable after) =>
    [
        .. Enumerable.Range(0, before.Input.TechniqueCount).Select(place => (Id: before.Input.IdOf(place), Before: before.Technique(place).Coverage, After: after.Technique(place).Coverage))
            .Where(move => move.Before != move.After).OrderByDescending(move => Math.Abs(move.After - move.Before)).ThenBy(move => move.Id, StringComparer.Ordinal),
    ];
}
