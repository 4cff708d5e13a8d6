using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Sources;

/// <summary>What the buttons of the sources' pages do: forms, which work without script, and then lead back to where they were.</summary>
internal static class SourceEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sync/running", IResult () => new RazorComponentResult<RunningSyncs>()).RequireAuthorization(PagePolicy.Read);
        endpoints.MapPost("/sources/{name}/sync", (string name, [AsParameters] Act act, SyncJobs jobs, SourceSettings sources) => act.DoAsync(who => Start(jobs, sources, name, who, rehearse: false))).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/dry-run", (string name, [AsParameters] Act act, SyncJobs jobs, SourceSettings sources) => act.DoAsync(who => Start(jobs, sources, name, who, rehearse: true))).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/cancel", (string name, [AsParameters] Act act, SyncJobs jobs) => act.DoAsync(who => jobs.Cancel(name, who))).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/approve", Approve).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/reject", (string name, [FromForm] long run, [AsParameters] Act act, HeldSyncs held) => act.DoAsync(who => held.Reject(name, run, who))).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/test", TestAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/sources/{name}/pause", (string name, [AsParameters] Act act, SourceSettings sources) => act.DoAsync(who => sources.Pause(name, true, who))).RequireAuthorization(Policies.Admin);
        endpoints.MapPost("/sources/{name}/resume", (string name, [AsParameters] Act act, SourceSettings sources) => act.DoAsync(who => sources.Pause(name, false, who))).RequireAuthorization(Policies.Admin);
        endpoints.MapPost("/sources/{name}/remove", (string name, [AsParameters] Act act, SourceSettings sources) => act.DoAsync(who => sources.Remove(name, who))).RequireAuthorization(Policies.Admin);
        endpoints.MapPost("/sync/hosts/remove", ([FromForm] string entry, [AsParameters] Act act, SourceSettings sources) => act.DoAsync(who => sources.AllowHost(entry, false, who))).RequireAuthorization(Policies.Admin);
    }

    private static void Start(SyncJobs jobs, SourceSettings sources, string source, Person who, bool rehearse)
    {
        _ = sources.Find(source) ?? throw new ImportUsageException($"There is no source '{source}'.");
        jobs.Start(new SyncRequest { Source = source, Trigger = SyncRequest.ByPerson, Rehearse = rehearse }, who);
    }

    /// <summary>Takes what is held, if it is still what the person saw.</summary>
    private static Task Approve(string name, [FromForm] long run, [AsParameters] Act act, SyncJobs jobs, HeldSyncs held) => act.DoAsync(who =>
    {
        var seen = held.Of(name) is { } now && now.Id == run ? now : throw new ImportUsageException($"The sync of '{name}' that you saw is not held any more. Look again.");
        jobs.Start(new SyncRequest { Source = name, Trigger = SyncRequest.ByPerson, Approves = seen }, who);
    });

    private static Task TestAsync(string name, [AsParameters] Act act, SourceSettings sources, Feeds feeds, ConnectionTests tests, TimeProvider time) => act.DoAsync(
        async who =>
        {
            var settings = sources.Find(name) ?? throw new ImportUsageException($"There is no source '{name}'.");
            var findings = await feeds.TestAsync(settings, null, act.Context.RequestAborted);
            tests.Keep(name, new ConnectionTest(time.GetUtcNow().UtcDateTime, who.Name, findings));
        },
        SourceUrls.Page(name) + "#test");
}

/// <summary>What every button sends, and whom it is for.</summary>
internal sealed record Act
{
    /// <summary>The request.</summary>
    public required HttpContext Context { get; init; }

    /// <summary>Who is at work.</summary>
    public required CurrentPerson Person { get; init; }

    /// <summary>Tells the open pages.</summary>
    public required SyncNews News { get; init; }

    /// <summary>Where to go on afterwards.</summary>
    [FromForm]
    public string? Back { get; init; }

    /// <summary>Does it and leads on, or says why not.</summary>
    public Task DoAsync(Action<Person> act) => DoAsync(
        who =>
        {
            act(who);
            return Task.CompletedTask;
        },
        null);

    /// <inheritdoc cref="DoAsync(Action{Person})"/>
    /// <param name="act">What is done.</param>
    /// <param name="next">Where to go on if not back.</param>
    public async Task DoAsync(Func<Person, Task> act, string? next)
    {
        var after = next ?? (Back is { } back && (back == SourceUrls.All || back.StartsWith(SourceUrls.All + "/", StringComparison.Ordinal)) ? back : SourceUrls.All);
        try
        {
            if (await Person.GetAsync() is not { } who) throw new ImportUsageException("You are no longer signed in. Sign in by a new link.");
            await act(who);
            News.Refresh();
            Context.Response.StatusCode = StatusCodes.Status303SeeOther;
            Context.Response.Headers.Location = after;
        }
        catch (Exception problem) when (problem is ImportUsageException or SyncBusyException or NotAllowedException or DatabaseException)
        {
            Context.Response.StatusCode = StatusCodes.Status409Conflict;
            await PlainPage.WriteAsync(Context, "This did not work", $"""<p id="problem">{PlainPage.Text(problem.Message)}</p><p><a href="{PlainPage.Text(after)}">Back</a></p>""");
        }
    }
}
