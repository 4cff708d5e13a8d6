using Coverage.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coverage.Web.Features.Sources;

/// <summary>What is loaded, the import, and what the last imports did.</summary>
public sealed partial class SourcesPage
{
    private static readonly IComponentRenderMode InteractiveServer = new InteractiveServerRenderMode(prerender: true);

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private ChangeHistory History { get; set; } = null!;

    private CoverageView View => Views.Current;
}
