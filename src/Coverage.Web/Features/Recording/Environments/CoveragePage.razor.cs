using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>What an environment's Coverage is the mean of.</summary>
public sealed partial class CoveragePage
{
    private EnvironmentLine? line;
    private IReadOnlyList<CoverageLine> rows = [];
    private double points;

    /// <summary>The environment's key.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private ListState State { get; set; } = null!;

    /// <summary>Its address.</summary>
    public static string Url(string key) => $"{RecordUrls.Environment(key)}/coverage";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (CoverageList.Of(Views.Current, Key) is not { } list) return;
        (line, points) = (list.Line, list.Points);
        (rows, State) = list.Page(new Uri(Navigation.Uri).Query);
    }
}
