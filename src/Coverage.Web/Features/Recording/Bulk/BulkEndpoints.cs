using System.Globalization;
using Coverage.Posture;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Bulk;

/// <summary>Records what a preview showed.</summary>
internal static class BulkEndpoints
{
    public const string Record = "/posture/bulk/record";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Record, RecordAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Tick, TickAsync).RequireAuthorization(Policies.Engineer).WithFormOptions(valueCountLimit: 20_000);
    }

    /// <summary>Keeps what is ticked and leads to its preview.</summary>
    private static Task TickAsync([FromForm] string? of, [AsParameters] Step step, KeptUploads<BulkPick> kept)
    {
        var isRules = of != "control";
        var back = PostureForm.LocalPath(step.Back) ?? (isRules ? "/rules" : "/controls");
        return PostureForm.DoAsync(step.Context, step.Person, back, who =>
        {
            var items = step.Context.Request.Form["item"].Select(Typed.Item).ToHashSet();
            if (items.Count == 0) throw Typed.Refused("Nothing is ticked. Tick the rows that you mean to change, then press the button again.");
            var pick = kept.Keep(who, new BulkPick(isRules, items, back), items.Sum(item => item.Id.Length + 40L));
            var first = step.View.Posture.Environments.Keys.First();
            return Task.FromResult(RecordUrls.Bulk + new BulkQuery(ListQuery.Parse(isRules ? "/rules" : "/controls", "", []), isRules, first, isRules ? nameof(DeploymentState.Deployed) : nameof(ImplementationState.Full), pick.Token).Text);
        });
    }

    /// <summary>Records what its form chose if that is what the page showed; else shows it first.</summary>
    private static Task RecordAsync([FromForm(Name = "query")] string? text, [FromForm] string? show, [FromForm(Name = "in")] string? environment, [FromForm(Name = "to")] string? state, [FromForm] long generation, [FromForm] int? skipped, [AsParameters] Step step, KeptUploads<BulkPick> kept)
    {
        var query = BulkQuery.Parse(text ?? "");
        var chosen = query with { Environment = environment ?? query.Environment, State = state ?? query.State };
        if (show is not null || chosen.Text != query.Text)
        {
            PostureForm.SeeOther(step.Context, Preview(chosen, show is null, Typed.Text(step.Reason)));
            return Task.CompletedTask;
        }

        return step.DoAsync(
            who =>
            {
                query = BulkQuery.Parse(text ?? "", who, kept);
                var view = step.View;
                if (view.Catalogue.Generation != generation) throw Typed.Refused("The catalogue has changed since this was previewed. Look at the preview again before you record it.");

                // What was disabled since the preview is a change by somebody else, which the recorder tells.
                var edits = (query.Skipped(view).Count > skipped ? query with { TakesDisabled = true } : query).Edits(view, who, step.Now);
                return (step with { Env = query.Environment }).Record(who, Title(query, edits.Count, step with { Env = query.Environment }), edits);
            },
            recorded => recorded > 0 ? RecordUrls.Step(recorded) : query.Back,
            Preview(query, asked: false, Typed.Text(step.Reason)));
    }

    /// <summary>The preview of a choice, with the reason that was typed already unless it is too long for a URL.</summary>
    private static string Preview(BulkQuery chosen, bool asked, string reason) =>
        $"{RecordUrls.Bulk}{chosen.Text}{(asked ? "&asked=true" : "")}{(reason.Length is > 0 and <= 500 ? $"&reason={Uri.EscapeDataString(reason)}" : "")}";

    private static string Title(BulkQuery query, int changes, Step step)
    {
        if (query.Picked is not null) return $"{Words.Count(changes, query.Noun)} set to {query.Word} in {step.Where} (ticked)";
        var narrowed = query.List.Filter is { Length: > 0 } filter ? $" ({Uri.UnescapeDataString(filter).Replace("&", ", ", StringComparison.Ordinal)})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Words.Count(changes, query.Noun)} set to {query.Word} in {step.Where}{narrowed}");
    }
}
