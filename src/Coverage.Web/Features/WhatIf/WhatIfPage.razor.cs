using Coverage.Data;
using Coverage.Exchange;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.WhatIf;

/// <summary>What the scores would be if some things were otherwise.</summary>
public sealed partial class WhatIfPage
{
    private const int Most = 200;

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private PostureView View { get; set; } = null!;

    private WhatIfQuery Query { get; set; } = null!;

    private WhatIfView Tried { get; set; } = null!;

    private IReadOnlyList<Tick> Offers { get; set; } = [];

    private IReadOnlyList<WhatIfLine> Moves { get; set; } = [];

    private bool CanRecord { get; set; }

    private string Place => View.Posture.Environments.ContainsKey(Query.Environment) ? Query.Environment : View.Posture.Environments.Keys.First();

    private IEnumerable<(string Name, double Now, double Then)> Numbers
    {
        get
        {
            var (now, then) = (Tried.Result.Before.Totals, Tried.Result.After.Totals);
            return
            [
                ("Available, %", now.Available ?? 0, then.Available ?? 0), ("Deployed, %", now.Deployed ?? 0, then.Deployed ?? 0), ("Validated, %", now.Validated ?? 0, then.Validated ?? 0),
                ("Coverage, overall, of 100", now.Overall ?? 0, then.Overall ?? 0), ("Gaps, in weighted points", now.Gap, then.Gap),
            ];
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        CanRecord = await Person.GetAsync() is { Role: >= Role.Engineer };
        Query = WhatIfQuery.Parse(new Uri(Navigation.Uri).Query);
        Tried = WhatIfView.Of(View, Query.Ticks, TickSets.Of);
        Moves = WhatIfFile.Lines(View, Tried);
        Offers = [.. WhatIfOffers.Of(View, Place, Query.Search).Except(Query.Ticks).Take(40)];
    }
}
