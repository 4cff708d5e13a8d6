using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording;

/// <summary>What every form sends that records something, and what it takes to do so.</summary>
internal sealed record Step
{
    /// <summary>The request.</summary>
    public required HttpContext Context { get; init; }

    /// <summary>Who is at work.</summary>
    public required CurrentPerson Person { get; init; }

    /// <summary>Records.</summary>
    public required PostureRecorder Recorder { get; init; }

    /// <summary>What is recorded.</summary>
    public required PostureViews Views { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The last edit that was in what the page showed.</summary>
    [FromForm(Name = "edit")]
    public long? Seen { get; init; }

    /// <summary>The environment.</summary>
    [FromForm]
    public string? Env { get; init; }

    /// <summary>Why, if somebody says.</summary>
    [FromForm]
    public string? Reason { get; init; }

    /// <summary>Where to go on afterwards.</summary>
    [FromForm]
    public string? Back { get; init; }

    /// <summary>The environment's key.</summary>
    public string Environment => Env ?? "";

    /// <summary>What is recorded as the request comes.</summary>
    public PostureView View => Views.Current;

    /// <summary>The environment's name.</summary>
    public string Where => View.Posture.Environments.GetValueOrDefault(Environment)?.Environment.Name ?? Environment;

    /// <summary>The time (UTC).</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Records a step as its person.</summary>
    /// <param name="who">The person.</param>
    /// <param name="title">What is done, in words.</param>
    /// <param name="edits">The edits; none if it is so already.</param>
    /// <returns>Its number; 0 if nothing was to change.</returns>
    public long Record(Person who, string title, params IEnumerable<PostureEdit> edits) => Recorder.Record(who, new PostureStep(title, [.. edits], Typed.Text(Reason)) { Seen = Seen }).EditId;

    /// <summary>Records a step as its person, with the reason that is typed.</summary>
    /// <returns>Its number; 0 if nothing was to change.</returns>
    public long Record(Person who, PostureStep step) => Recorder.Record(who, step with { Reason = Typed.Text(Reason), Seen = Seen }).EditId;

    /// <summary>Does something and leads on, or says why not: what is refused has changed nothing.</summary>
    /// <param name="act">Does it.</param>
    /// <param name="next">Where to go on if not back, by the number of the step that was recorded.</param>
    /// <param name="preview">Where it can be looked at anew if somebody else changed the same meanwhile; null for a form that can be sent again.</param>
    public Task DoAsync(Func<Person, long> act, Func<long, string>? next = null, string? preview = null)
    {
        var back = PostureForm.LocalPath(Back) ?? RecordUrls.History;
        return PostureForm.DoAsync(
            Context,
            Person,
            back,
            who =>
            {
                var recorded = act(who);
                RecordedCookie.Set(Context, recorded);
                return Task.FromResult(next?.Invoke(recorded) ?? back);
            },
            preview);
    }

    /// <summary>The steps that bring items of the environment to a state.</summary>
    public StateSteps Steps(Person who) => new(View, Environment, who, Now);

    /// <summary>The edits that bring items of the environment to a state.</summary>
    public StateEdits States(Person who) => new(View, Environment, who, Now);
}
