using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Changes;

/// <summary>
/// One answer for many deployed rules that changed upstream, as one step: for what is ticked, for all that is listed and not
/// answered yet, or for all of which nobody recorded which content runs.
/// </summary>
internal static class AnswerEndpoints
{
    public const string Answer = "/changes/answer";

    public const string Ticked = "ticked";

    public const string Listed = "listed";

    public const string Unrecorded = "unrecorded";

    /// <summary>The answers with their words: what a button says, and what the step's title does.</summary>
    public static IReadOnlyList<(string Value, string Word, string Hint)> Answers { get; } =
    [
        ("adopt", "Adopt", "Records that the content the catalogue has now is what runs"),
        ("keep", "Keep", "What is deployed stays; asks again at the next change upstream"),
        ("ignore", "Ignore", "What is deployed stays; never asks again for these rules"),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(Answer, AnswerAsync).RequireAuthorization(Policies.Engineer).WithFormOptions(valueCountLimit: 20_000);

    /// <summary>The rules of a list that somebody has to answer for.</summary>
    public static IReadOnlyList<ItemKey> ToDecide(PostureView view, IEnumerable<Views.Changes.ChangeEntry> entries) =>
        [.. entries.Where(entry => entry.Kind == ItemKind.Rule).Select(entry => new ItemKey(entry.Set.Source, entry.ExternalId)).Distinct().Where(rule => UpstreamChange.Of(view, rule).Any(change => change.Answer == UpstreamAnswer.None))];

    private static async Task AnswerAsync([FromForm] string? answer, [FromForm] string? of, [FromForm] string? query, [FromForm] int? listed, [FromForm] long generation, [AsParameters] PostureForm form, PersonalInbox inbox)
    {
        var entries = of == Listed ? await inbox.EntriesAsync(query ?? "") : [];
        await form.RecordAsync(
            (who, view) =>
            {
                if (view.Catalogue.Generation != generation) throw PostureForm.Refused("The catalogue has changed since this was shown. Look at the list again before you answer.");
                var rules = of switch
                {
                    Listed => ToDecide(view, entries),
                    Unrecorded => [.. UpstreamChange.Unrecorded(view)],
                    _ => [.. form.Context.Request.Form["item"].Select(Key).Distinct()],
                };
                if (of == Listed && rules.Count != listed) throw PostureForm.Refused("The list is another one by now. Look at it again before you answer.");
                if (rules.Count == 0) throw PostureForm.Refused("Nothing is ticked. Tick the rules that you mean to answer for, then press the button again.");
                return Step(view, who, form.Now, answer, rules, onlyOpen: of == Listed);
            },
            "/changes?deployed=here");
    }

    private static PostureStep Step(PostureView view, Person who, DateTime now, string? answer, IReadOnlyList<ItemKey> rules, bool onlyOpen)
    {
        List<PostureEdit> edits = [];
        foreach (var inside in view.Posture.Environments.Values)
        {
            var states = new StateEdits(view, inside.Environment.Key, who, now);
            edits.AddRange(rules.Where(rule => IsMeant(view, inside, rule, onlyOpen)).SelectMany(rule => answer switch
            {
                "adopt" => UpstreamChange.IsUnrecorded(view, inside, rule) ? states.Pin(rule) : states.Adopt(rule),
                "keep" => states.Keep(rule),
                "ignore" => states.Ignore(rule),
                _ => throw PostureForm.Refused("Say what becomes of them: adopt, keep or ignore."),
            }));
        }

        List<ItemKey> changed = [.. edits.OfType<PutDeployment>().Select(edit => edit.Deployment.Rule).Distinct()];
        return changed.Count > 0 ? new PostureStep($"{Said(answer)}: {(changed.Count == 1 ? view.TitleOf(changed[0]) : Words.Count(changed.Count, "rule"))}", edits)
            : throw PostureForm.Refused("Nothing would change: all of them are answered so already, or nobody recorded which content runs. Adopt those to record it.");
    }

    /// <summary>Where what runs is not what is published, or is not recorded; of all that is listed only where nobody has answered.</summary>
    private static bool IsMeant(PostureView view, EnvironmentPosture inside, ItemKey rule, bool onlyOpen) =>
        UpstreamChange.Of(view, inside, rule) is { } change ? !onlyOpen || change.Answer == UpstreamAnswer.None : !onlyOpen && UpstreamChange.IsUnrecorded(view, inside, rule);

    private static string Said(string? answer) => answer switch { "keep" => "Kept as deployed", "ignore" => "Changes upstream ignored", _ => "Now runs with the catalogue's content" };

    private static ItemKey Key(string? text) => ItemKey.Parse(text) ?? throw PostureForm.Refused("What it is about is missing.");
}
