using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.WhatIf;

/// <summary>Turns a what-if into work.</summary>
internal static class WhatIfEndpoints
{
    /// <summary>Maps it, and its list for programs.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapList(WhatIfQuery.Path, WhatIfFile.Moves, Moves);
        endpoints.MapPost("/what-if/plan", Plan).RequireAuthorization(Policies.Engineer);
    }

    private static IReadOnlyList<WhatIfLine> Moves(HttpContext context)
    {
        var view = context.RequestServices.GetRequiredService<PostureViews>().Current;
        return WhatIfFile.Lines(view, WhatIfView.Of(view, WhatIfQuery.Parse(context.Query()).Ticks, TickSets.Of));
    }

    private static Task Plan([FromForm] string? what, [FromForm] string? owner, [FromForm] string? due, [AsParameters] PostureForm form) => form.RecordAsync(
        (_, view) =>
        {
            var query = WhatIfQuery.Parse(what is { } url && url.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? url[at..] : "");
            var lines = WhatIfView.Of(view, query.Ticks, TickSets.Of).Work;
            if (lines.Count == 0) throw PostureForm.Refused("Nothing of this is work: only what is deployed, collected or implemented can be taken into the work list.");
            var taken = lines.Where(line => line.OnList is null).ToList();
            if (taken.Count == 0) throw PostureForm.Refused("All of it is in the work list already.");
            return WorkSteps.Taken(taken, " of a what-if", owner?.Trim() ?? "", FormDates.Day(due));
        },
        "/plan/work");
}
