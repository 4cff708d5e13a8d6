using System.Globalization;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Bulk;

/// <summary>Records what a preview showed.</summary>
internal static class BulkEndpoints
{
    public const string Record = "/posture/bulk/record";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(Record, RecordAsync).RequireAuthorization(Policies.Engineer);

    private static Task RecordAsync([FromForm(Name = "query")] string? text, [FromForm] long generation, [AsParameters] Step step)
    {
        var query = BulkQuery.Parse(text ?? "");
        return step.DoAsync(
            who =>
            {
                var view = step.View;
                if (view.Catalogue.Generation != generation) throw Typed.Refused("The catalogue has changed since this was previewed. Look at the preview again before you record it.");
                var edits = query.Edits(view, who, step.Now);
                return (step with { Env = query.Environment }).Record(who, Title(query, edits.Count, step with { Env = query.Environment }), edits);
            },
            recorded => recorded > 0 ? RecordUrls.Step(recorded) : query.List.Url);
    }

    private static string Title(BulkQuery query, int changes, Step step)
    {
        var narrowed = query.List.Url.IndexOf('?', StringComparison.Ordinal) is var at and > 0 ? $" ({Uri.UnescapeDataString(query.List.Url[(at + 1)..]).Replace("&", ", ", StringComparison.Ordinal)})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Words.Count(changes, query.Noun)} set to {query.Word} in {step.Where}{narrowed}");
    }
}
