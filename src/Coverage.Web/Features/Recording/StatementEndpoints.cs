using Coverage.Posture;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording;

/// <summary>What people say of a technique: exceptions and notes.</summary>
internal static class StatementEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.Exception, ExceptAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawException, WithdrawExceptionAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Note, NoteAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawNote, WithdrawNoteAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task ExceptAsync([FromForm] string? technique, [FromForm] string? where, [FromForm] string? kind, [FromForm] string? owner, [FromForm] string? why, [FromForm] string? expiry, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var wanted = Typed.State<ExceptionKind>(kind) ?? throw Typed.Refused("An exception is out of scope or risk accepted.");
        var exception = new CoverageException(new ExceptionKey(Typed.Text(technique), Typed.Text(where)), wanted, Typed.Text(owner), Typed.Text(why), Typed.Day(expiry));
        return step.Record(who, $"{(wanted == ExceptionKind.OutOfScope ? "Out of scope" : "Risk accepted")} in {Where(step with { Env = where })}: {TitleOf(step, technique)}", new PutException(exception));
    });

    private static Task WithdrawExceptionAsync([FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, $"Exception withdrawn in {Where(step)}: {TitleOf(step, technique)}", new RemoveException(new ExceptionKey(Typed.Text(technique), step.Environment))));

    private static Task NoteAsync([FromForm] string? subject, [FromForm] string? text, [FromForm] string? owner, [FromForm] string? tags, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var words = Typed.Text(tags).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(tag => tag.TrimStart('#')).Where(tag => tag.Length > 0).Distinct();
        return step.Record(who, $"Note on {TitleOf(step, subject)}", new PutNote(new Note(Guid.NewGuid().ToString("N"), Typed.Text(subject), Typed.Text(text), Typed.Text(owner), [.. words])));
    });

    private static Task WithdrawNoteAsync([FromForm] string? note, [FromForm] string? subject, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, $"Note withdrawn from {TitleOf(step, subject)}", new RemoveNote(Typed.Text(note))));

    private static string Where(Step step) => step.Environment.Length > 0 ? step.Where : "every environment";

    private static string TitleOf(Step step, string? technique) => step.View.Catalogue.Find(technique ?? "") is { } entry ? $"{entry.Id} {entry.Technique.Title}" : Typed.Text(technique);
}
