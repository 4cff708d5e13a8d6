using Coverage.Catalog;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>What the organisation has, in numbers: headline, tactics, trend with its causes, the largest gaps.</summary>
public sealed partial class PosturePart
{
    private static readonly PerView<PostureView, GapList> Lists = new(view => GapList.Of(view));

    private static readonly PerView<PostureView, Dictionary<AttackDomain, IReadOnlyList<(Tactic Tactic, ScoreTotals Totals)>>> Totals = new(view =>
        view.Catalogue.Domains.ToDictionary(domain => domain.Domain, domain => (IReadOnlyList<(Tactic, ScoreTotals)>)[.. domain.Columns.Select(column => (column.Tactic, SnapshotContent.TotalsOf(view, column)))]));

    /// <summary>The scored posture.</summary>
    [Parameter, EditorRequired] public required PostureView Posture { get; set; }

    /// <summary>The matrix whose tactics are shown.</summary>
    [Parameter, EditorRequired] public required DomainView Domain { get; set; }

    [Inject] private ScoreHistory History { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    private ScoreTable Table => Posture.Table;

    private IReadOnlyList<(Tactic Tactic, ScoreTotals Totals)> Tactics { get; set; } = [];

    private IReadOnlyList<ScoreMoveRow> Moves { get; set; } = [];

    private GapList Gaps { get; set; } = null!;

    private bool CanEdit { get; set; }

    private int Foreign => ExampleOrganisation.Foreign(Posture.Posture);

    private bool IsExample => ExampleOrganisation.IsIn(Posture.Posture);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Tactics = Totals.Of(Posture)[Domain.Domain];
        Moves = History.Moves(Posture.Day.AddDays(-TrendPart.Days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        Gaps = Lists.Of(Posture);
        CanEdit = await Person.GetAsync() is { Role: >= Role.Engineer };
    }

    private ScoreUrl Score(Tactic tactic) => new(Tactic: tactic.Title, Matrix: Domain.Domain.Name());

    private string Matrix(Tactic tactic) => $"/matrix?metric=coverage{(Domain.Domain == AttackDomain.Enterprise ? "" : $"&domain={Domain.Domain.Word()}")}&tactic={Uri.EscapeDataString(tactic.ShortName)}";
}
