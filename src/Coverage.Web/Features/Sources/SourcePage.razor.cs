using Coverage.Audit;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Sources;

/// <summary>One source: how it is, what waits for a person, how it is set up, its runs, problems and change sets.</summary>
public sealed partial class SourcePage
{
    private int turn;
    private string said = "";

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private ChangeHistory History { get; set; } = null!;

    [Inject] private SourceHealth Health { get; set; } = null!;

    [Inject] private HeldSyncs HeldSyncs { get; set; } = null!;

    [Inject] private ConnectionTests Tests { get; set; } = null!;

    [Inject] private SyncNews News { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    /// <summary>The source's name.</summary>
    [Parameter] public string Name { get; set; } = "";

    /// <summary>Which page of its runs, from 1.</summary>
    [SupplyParameterFromQuery(Name = "runs")] public string? AskedRuns { get; set; }

    /// <summary>Which page of the items that would go, from 1.</summary>
    [SupplyParameterFromQuery(Name = "held")] public string? AskedHeld { get; set; }

    private int RunsPage { get; set; }

    private int HeldPage { get; set; }

    private SourceLine? Line { get; set; }

    private Person? Who { get; set; }

    private SyncRunRow? Held { get; set; }

    private SyncRunRow? Rehearsed { get; set; }

    /// <summary>What the dry run found item by item; known to the process that made it, and only there.</summary>
    private ChangedItems? Would => Line?.Ended?.Result is { } result && result.Run.Id == Rehearsed?.Id ? result.Would : null;

    private IReadOnlyList<SyncRunRow> Runs { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        turn = News.Turn;
        Who = await Person.GetAsync();
        (RunsPage, HeldPage) = (ListQuery.PageOf(AskedRuns), ListQuery.PageOf(AskedHeld));
        Line = SourceLine.All(Health, Views.Current, News).FirstOrDefault(line => line.Name == Name);
        if (Line is null) return;
        Held = HeldSyncs.Of(Name);

        // One more than is shown, to know whether there is another page.
        Runs = Health.Runs(Name, (RunsPage - 1) * RunsPart.PageSize, RunsPart.PageSize + 1);
        Rehearsed = RunsPage == 1 && Runs.Count > 0 && Runs[0].Outcome == SyncOutcome.Rehearsed ? Runs[0] : null;
        said = Line.Job is { } job ? $"{Line.Title}: {job.Progress?.Phase ?? "waiting"}." : Line.Ended is { } ended ? SyncSaid.End(ended) : "";
    }
}
