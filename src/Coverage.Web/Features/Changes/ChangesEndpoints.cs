using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coverage.Audit;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Coverage.Web.Features.Changes;

/// <summary>The changes for programs: exports, feeds, the difference of one of them; and marking them read.</summary>
internal static class ChangesEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/changes/{id:long}/difference", Difference).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/changes/export.csv", CsvAsync).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/changes/export.json", JsonAsync).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/changes.rss", (HttpContext context, FeedSource source) => source.Answer(context, "application/rss+xml; charset=utf-8", (feed, stream, entries) => feed.WriteRss(stream, entries))).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/changes.json", (HttpContext context, FeedSource source) => source.Answer(context, "application/feed+json; charset=utf-8", (feed, stream, entries) => feed.WriteJson(stream, entries))).RequireAuthorization(PagePolicy.Read);
        endpoints.MapPost("/changes/read", MarkAsync).RequireAuthorization(PagePolicy.Read);
    }

    /// <summary>The script opens it within a page, to which its forms lead back.</summary>
    private static IResult Difference(long id, string? back, CoverageViews views, ChangeLog log)
    {
        return log.Of(views.Current).Find(id) is { } entry ? new RazorComponentResult<ChangeDetail>(new { Entry = entry, Back = PostureForm.LocalPath(back) ?? "" }) : TypedResults.NotFound();
    }

    private static async Task<FileContentHttpResult> CsvAsync(HttpContext context, PersonalInbox inbox)
    {
        var text = new StringWriter { NewLine = "\n" };
        ChangeFile.WriteCsv(text, await inbox.EntriesAsync(context.Request.QueryString.Value ?? ""));
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "changes.csv");
    }

    private static async Task<FileContentHttpResult> JsonAsync(HttpContext context, PersonalInbox inbox)
    {
        using var text = new MemoryStream();
        ChangeFile.WriteJson(text, await inbox.EntriesAsync(context.Request.QueryString.Value ?? ""));
        return TypedResults.File(text.ToArray(), "application/json", "changes.json");
    }

    /// <summary>For oneself; who is nobody has no mark to set. The list is filtered afterwards as it was before.</summary>
    private static async Task<Results<RedirectHttpResult, StatusCodeHttpResult>> MarkAsync([FromForm] long upTo, [FromForm] string? back, CurrentPerson current, ReadMarks marks)
    {
        if (await current.GetAsync() is not { } person) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        marks.Mark(person, upTo);
        return TypedResults.Redirect(PostureForm.LocalPath(back) is { } page && page.StartsWith("/changes", StringComparison.Ordinal) ? page : "/changes");
    }
}

/// <summary>The entries of a query for the person who asks.</summary>
internal sealed class PersonalInbox(CoverageViews views, ChangeLog log, PostureViews postures, ReadMarks marks, CurrentPerson current, TimeProvider time)
{
    public async Task<IReadOnlyList<ChangeEntry>> EntriesAsync(string query)
    {
        var mark = await current.GetAsync() is { } person ? marks.Of(person.Name) : null;
        return log.Of(views.Current).Narrow(ChangesQuery.Parse(query).For(mark, time.GetUtcNow().UtcDateTime), UpstreamChange.Deployed(postures.Current.Posture)).Entries;
    }
}

/// <summary>The feed of a query: the same for everybody, and not sent again as long as it is the same.</summary>
internal sealed class FeedSource(CoverageViews views, ChangeLog log, PostureViews postures, TimeProvider time)
{
    public Results<FileContentHttpResult, StatusCodeHttpResult> Answer(HttpContext context, string type, Action<ChangeFeed, Stream, IReadOnlyList<ChangeEntry>> write)
    {
        var view = views.Current;
        var query = ChangesQuery.Parse(context.Request.QueryString.Value ?? "") with { Page = 1, By = InboxGrouping.Day };
        var address = $"{context.Request.Scheme}://{context.Request.Host}";
        var now = time.GetUtcNow().UtcDateTime;
        var posture = query.Filter.Deployed ? postures.Current : null;
        var tag = new EntityTagHeaderValue($"\"{Tag($"{view.Generation} {posture?.EditId} {now:yyyyMMdd} {address}{context.Request.Path}{query}")}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(one => one.Compare(tag, useStrongComparison: false))) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var feed = new ChangeFeed("Coverage: changes", address, query.Url, context.Request.Path + query.ToString());
        using var body = new MemoryStream();
        write(feed, body, log.Of(view).Narrow(query.For(null, now), posture is null ? null : UpstreamChange.Deployed(posture.Posture)).Entries);
        return TypedResults.File(body.ToArray(), type);
    }

    private static string Tag(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24].ToString(CultureInfo.InvariantCulture);
}
