using Coverage.Audit;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Sources;

/// <summary>The hosts that may be asked.</summary>
public sealed partial class HostsPage
{
    private IReadOnlyList<AllowedHostRow> added = [];
    private string problem = "";

    [Inject] private SourceSettings Sources { get; set; } = null!;

    [Inject] private Feeds Feeds { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "host")] private string? Entry { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => added = Sources.Hosts();

    private async Task AllowAsync()
    {
        var entry = (Entry ?? "").Trim();
        try
        {
            Sources.AllowHost(entry, true, await Person.GetAsync() ?? throw new ImportUsageException("You are no longer signed in. Sign in by a new link."));
            Navigation.NavigateTo(SourceUrls.Hosts);
        }
        catch (Exception refusal) when (refusal is ImportUsageException or NotAllowedException or DatabaseException)
        {
            problem = refusal.Message;
        }
    }
}
