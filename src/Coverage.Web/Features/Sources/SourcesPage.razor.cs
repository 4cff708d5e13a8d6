using Coverage.Audit;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coverage.Web.Features.Sources;

/// <summary>How the sources are, the import, and what the last imports did.</summary>
public sealed partial class SourcesPage
{
    private static readonly IComponentRenderMode InteractiveServer = new InteractiveServerRenderMode(prerender: true);

    private IReadOnlyList<SourceLine> lines = [];
    private int turn;
    private string said = "";
    private string summary = "";

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private ChangeHistory History { get; set; } = null!;

    [Inject] private SourceHealth Health { get; set; } = null!;

    [Inject] private SyncNews News { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    private Person? Who { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Before the rest is read: what comes later is a turn that the page asks for again.
        turn = News.Turn;
        Who = await Person.GetAsync();
        lines = SourceLine.All(Health, Views.Current, News);
        said = string.Join(" ", lines.Select(line => line.Ended).OfType<SyncJob>().Select(SyncSaid.End).Prepend(SyncSaid.Of(News)).Where(text => text.Length > 0));
        summary = string.Join(", ", lines.GroupBy(line => HealthMark.Of(line).Word).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"));
    }
}
