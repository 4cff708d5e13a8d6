using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>What is available, in numbers that say of what they are.</summary>
public sealed partial class OverviewPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "domain")] private string? Word { get; set; }

    private CoverageView View { get; set; } = null!;

    private AttackDomain Asked => SourceNames.Domain(Word);

    private DomainView? Domain { get; set; }

    private OverviewFigures? Figures { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        View = Views.Current;
        Domain = View.Domain(Asked) ?? (Word is null && View.Domains is [var first, ..] ? first : null);
        Figures = Domain is null ? null : new OverviewFigures(Domain);
    }

    private string Matrix(string metric, string tactic = "")
    {
        var domain = Domain!.Domain == AttackDomain.Enterprise ? "" : $"&domain={Domain.Domain.Word()}";
        return $"/matrix?metric={metric}{domain}{(tactic.Length > 0 ? $"&tactic={Uri.EscapeDataString(tactic)}" : "")}";
    }
}
