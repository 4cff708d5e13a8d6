using System.Text;
using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Plan;

/// <summary>What plan and work list give to programs, and what their forms record.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/plan.csv", (HttpContext context, PostureViews views) => Csv("plan.csv", writer => PlanFile.WriteCsv(writer, PlanOf(context, views)))).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/plan.json", (HttpContext context, PostureViews views) => Json("plan.json", stream => PlanFile.WriteJson(stream, PlanOf(context, views)))).RequireAuthorization(PagePolicy.Read);
        WorkList.Map(endpoints);
        endpoints.MapPost("/plan/accept", Accept).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(PlanQuery.Ticked, ChangeTicked).RequireAuthorization(Policies.Engineer).WithFormOptions(valueCountLimit: 20_000);
        endpoints.MapPost("/plan/work/{id}", Change).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/plan/work/{id}/remove", (string id, [AsParameters] PostureForm form) => form.RecordAsync((_, view) => new PostureStep($"{Find(view, id).Title}: taken off the work list", [new RemoveWorkItem(id)]), PlanQuery.Work)).RequireAuthorization(Policies.Engineer);
    }

    private static PlanView PlanOf(HttpContext context, PostureViews views) => PlanView.Of(views.Current, PlanQuery.Parse(context.Query()));

    private static FileContentHttpResult Csv(string name, Action<TextWriter> write)
    {
        var text = new StringWriter { NewLine = "\n" };
        write(text);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    private static FileContentHttpResult Json(string name, Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        return TypedResults.File(bytes.ToArray(), "application/json", name);
    }

    /// <summary>Takes actions of a plan into the work list, if they are still in it.</summary>
    private static Task Accept([FromForm] string? plan, [FromForm] string? owner, [FromForm] string? due, [FromForm] string? state, [FromForm] string? all, [AsParameters] PostureForm form) => form.RecordAsync(
        (_, view) =>
        {
            var fresh = PlanView.Of(view, PlanQuery.Parse(plan ?? ""));
            var ticked = form.Context.Request.Form["take"].OfType<string>().ToHashSet(StringComparer.Ordinal);
            var taken = (all == "yes" ? fresh.Actions : fresh.Actions.Concat(fresh.Tests).Where(line => ticked.Contains(line.Key))).Where(line => line.OnList is null).ToList();
            if (all != "yes" && taken.Count < ticked.Count) throw PostureForm.Refused("The plan has changed since you saw it: not everything that is ticked is still in it. Look again.");
            if (taken.Count == 0) throw PostureForm.Refused("Nothing is ticked. Tick what you mean to do, then take it into the work list.");
            var day = FormDates.Day(due);
            var first = state switch { null or "" or nameof(WorkState.Open) => WorkState.Open, nameof(WorkState.Doing) => WorkState.Doing, _ => throw PostureForm.Refused("What is taken into the work list is open or doing. Whether it is done is said there.") };
            return WorkSteps.Taken(taken, "", owner?.Trim() ?? "", day, first);
        },
        PlanQuery.Work);

    private static Task ChangeTicked([FromForm] string? state, [FromForm] string? owner, [FromForm] string? due, [FromForm] string? record, [AsParameters] PostureForm form) => form.RecordAsync(
        (who, view) =>
        {
            var ids = form.Context.Request.Form["item"].OfType<string>().ToList();
            if (ids.Count == 0) throw PostureForm.Refused("Nothing is ticked. Tick what is to change, then change it.");
            return WorkSteps.Changed(view, ids, owner?.Trim() ?? "", FormDates.Day(due), string.IsNullOrEmpty(state) ? null : State(state), record == "yes" ? (who, form.Now) : null);
        },
        PlanQuery.Work);

    private static Task Change(string id, [FromForm] string? state, [FromForm] string? owner, [FromForm] string? due, [FromForm] string? record, [FromForm] string? done, [AsParameters] PostureForm form) => form.RecordAsync(
        (who, view) =>
        {
            var before = Find(view, id);
            var next = State(done == "yes" ? nameof(WorkState.Done) : state);
            var after = before with { State = next, Owner = owner?.Trim() ?? "", Due = FormDates.Day(due) };
            IReadOnlyList<PostureEdit> recorded = next == WorkState.Done && before.State != WorkState.Done && record == "yes" ? DoneEdits.Of(view, before, who, form.Now) : [];
            return new PostureStep(before.State == next ? $"{before.Title}: changed in the work list" : $"{before.Title}: {next.ToString().ToLowerInvariant()}", [new PutWorkItem(after), .. recorded]);
        },
        PlanQuery.Work);

    private static WorkState State(string? text) => Enum.TryParse<WorkState>(text, out var state) && Enum.IsDefined(state) ? state : throw PostureForm.Refused("A state is open, doing, done or dropped.");

    private static WorkItem Find(PostureView view, string id) => view.Posture.WorkItems.GetValueOrDefault(id) ?? throw PostureForm.Refused("It is no longer in the work list.");
}
