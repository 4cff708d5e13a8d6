using Coverage.Posture;
using Coverage.Recording;
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
        return step.Record(who, StatementSteps.Excepted(step.View, [Typed.Text(technique)], Typed.Text(where), wanted, Typed.Text(owner), Typed.Text(why), Typed.Day(expiry)));
    });

    private static Task WithdrawExceptionAsync([FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, StatementSteps.ExceptionsWithdrawn(step.View, [Typed.Text(technique)], step.Environment)));

    private static Task NoteAsync([FromForm] string? subject, [FromForm] string? text, [FromForm] string? owner, [FromForm] string? tags, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, StatementSteps.Noted(step.View, Typed.Text(subject), Typed.Text(text), Typed.Text(owner), Typed.Text(tags))));

    private static Task WithdrawNoteAsync([FromForm] string? note, [FromForm] string? subject, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, StatementSteps.NoteWithdrawn(step.View, Typed.Text(note), Typed.Text(subject))));
}
