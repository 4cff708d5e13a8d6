using Coverage.Catalog;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>What is available, in numbers that say of what they are.</summary>
public sealed partial class OverviewPage
{
    [Inject] private PostureViews Scores { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "domain")] private string? Word { get; set; }

    private PostureView Posture { get; set; } = null!;

    private CoverageView View => Posture.Catalogue;

    /// <summary>Whether anybody has recorded anything that is in place or proven.</summary>
    private bool IsRecorded => Posture.Posture.Environments.Values.Any(inside => inside.Deployments.Count + inside.Implementations.Count + inside.Results.Count + inside.Telemetry.Count > 0);

    private AttackDomain Asked => SourceNames.Domain(Word);

    private DomainView? Domain { get; set; }

    private OverviewFigures? Figures { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Posture = Scores.Current;
        Domain = View.Domain(Asked) ?? (Word is null && View.Domains is [var first, ..] ? first : null);
        Figures = Domain is null ? null : new OverviewFigures(Domain);
    }

    private string Matrix(string metric, string tactic = "")
    {
        var domain = Domain!.Domain == AttackDomain.Enterprise ? "" : $"&domain={Domain.Domain.Word()}";
        return $"/matrix?metric={metric}{domain}{(tactic.Length > 0 ? $"&tactic={Uri.EscapeDataString(tactic)}" : "")}";
    }
}
