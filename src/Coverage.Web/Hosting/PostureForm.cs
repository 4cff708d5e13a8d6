using Coverage.Audit;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Views.Scores;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Hosting;

/// <summary>What every form that records something of the posture sends, and how it is recorded and led on from.</summary>
internal sealed record PostureForm
{
    /// <summary>The request.</summary>
    public required HttpContext Context { get; init; }

    /// <summary>Who is at work.</summary>
    public required CurrentPerson Person { get; init; }

    /// <summary>Records it.</summary>
    public required PostureRecorder Recorder { get; init; }

    /// <summary>What there is now.</summary>
    public required PostureViews Views { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where to go on afterwards, a path of this app.</summary>
    [FromForm]
    public string? Back { get; init; }

    /// <summary>The last edit that the person saw: what somebody else has changed since then is not overwritten.</summary>
    [FromForm]
    public long? Seen { get; init; }

    /// <summary>Now, UTC.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Records a step and leads on, or says why not.</summary>
    /// <param name="step">The step, by who is at work and what there is now; throws <see cref="PostureRefusedException"/> for what cannot be understood.</param>
    /// <param name="next">Where to go on if <see cref="Back"/> says nothing.</param>
    public async Task RecordAsync(Func<Person, PostureView, PostureStep> step, string next)
    {
        var after = LocalPath(Back) ?? next;
        await DoAsync(Context, Person, after, who =>
        {
            RecordedCookie.Set(Context, Recorder.Record(who, step(who, Views.Current) with { Seen = Seen }).EditId);
            return Task.FromResult(after);
        });
    }

    /// <summary>Does what a form asks for as who is at work, and leads on or says why not: what is refused has changed nothing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who is at work.</param>
    /// <param name="back">Where a refusal leads back to.</param>
    /// <param name="act">Does it, and says where to go on.</param>
    /// <param name="preview">Where it can be looked at anew, against what somebody else recorded meanwhile; null for a form that can be sent again as it is.</param>
    public static async Task DoAsync(HttpContext context, CurrentPerson person, string back, Func<Person, Task<string>> act, string? preview = null)
    {
        try
        {
            if (await person.GetAsync() is not { } who) throw Refused("You are no longer signed in. Sign in by a new link.");
            SeeOther(context, await act(who));
        }
        catch (PostureRefusedException problem) when (problem.Conflict is not null)
        {
            await ConflictPage.WriteAsync(context, problem, back, preview);
        }
        catch (Exception problem) when (problem is SourceRefusedException or PostureRefusedException or NotAllowedException or DatabaseException)
        {
            await RefuseAsync(context, problem.Message, back);
        }
    }

    /// <summary>A refusal in words.</summary>
    public static PostureRefusedException Refused(string problem) => new([problem]);

    /// <summary>Leads on.</summary>
    public static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    /// <summary>Says why nothing was recorded.</summary>
    public static Task RefuseAsync(HttpContext context, string problem, string back)
    {
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        return PlainPage.WriteAsync(context, "This was not recorded", $"""<p id="problem">{PlainPage.Text(problem)}</p><p><a href="{PlainPage.Text(back)}">Back</a></p>""");
    }

    /// <summary>The path if it stays in this app, else null: nobody is led elsewhere by a form.</summary>
    public static string? LocalPath(string? path)
    {
        return path == "/" || path is ['/', not ('/' or '\\'), ..] && path.Length <= 4000 && !path.Any(letter => letter is '\\' || char.IsControl(letter)) ? path : null;
    }
}
