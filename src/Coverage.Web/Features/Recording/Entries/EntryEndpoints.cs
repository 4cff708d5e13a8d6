using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Entries;

/// <summary>What the pages of single entries send: a rule or control with its share, day, place and evidence; which tests apply.</summary>
internal static class EntryEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.Entry, RecordAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Applies, ApplyAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task RecordAsync([FromForm] string? of, [FromForm] string? item, [FromForm] string? state, [AsParameters] EntryFields fields, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var key = Typed.Item(item);
        var inside = step.View.Posture.Environments.GetValueOrDefault(step.Environment);
        if (of == "control")
        {
            var (there, then) = (StateEdits.Recorded(inside, key), Typed.State<ImplementationState>(state));
            var details = fields.Read(there?.Share, there?.Since, there?.State != then, then == ImplementationState.Planned);
            return step.Record(who, $"{EntryPage.TitleOf(step.View, isRule: false, key)}, in {step.Where}: details", step.States(who).Implement(key, then, details));
        }

        var (before, next) = (inside?.Deployments.GetValueOrDefault(key), Typed.State<DeploymentState>(state));
        var said = fields.Read(before?.Share, before?.Since, before?.State != next, next == DeploymentState.Planned);
        return step.Record(who, $"{step.View.TitleOf(key)}, in {step.Where}: details", step.States(who).Deploy(key, next, said));
    });

    /// <summary>What is ticked does not apply; what is not ticked does.</summary>
    private static Task ApplyAsync([FromForm] string? technique, [FromForm] string? why, [FromForm] string? all, [AsParameters] Step step) => step.DoAsync(who =>
    {
        if (step.View.Catalogue.Find(technique ?? "") is not { } entry) throw Typed.Refused($"There is no technique {Typed.Text(technique)}.");
        var inside = step.View.Posture.Environments.GetValueOrDefault(step.Environment) ?? throw Typed.Refused($"There is no environment {step.Environment}.");
        var ticked = step.Context.Request.Form["test"].OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = TestsOf(step.View, entry);
        if (ticked.Except(known.Select(test => test.ExternalId), StringComparer.OrdinalIgnoreCase).Any()) throw Typed.Refused($"The tests of {entry.Id} have changed since this page was opened. Look at it again.");
        List<(ItemKey Test, bool Applies)> tests = [.. known.Select(test => (KeyOf(test), all != "yes" && !ticked.Contains(test.ExternalId)))];
        var news = tests.Where(pair => !pair.Applies && !StateEdits.Excluding(inside, pair.Test).Any()).ToList();
        if (news.Count > 0 && Typed.Text(why).Length == 0) throw Typed.Refused($"Say why {Words.Count(news.Count, "test")} of {entry.Id} {(news.Count == 1 ? "does" : "do")} not apply in {step.Where}.");
        var off = tests.Count(pair => !pair.Applies);
        return step.Record(who, $"{off} of {Words.Count(tests.Count, "test")} of {entry.Id} not applicable in {step.Where}", step.States(who).Apply(tests, Typed.Text(why)));
    });

    /// <summary>The technique's tests: those that are written for it, and those that people linked to it.</summary>
    public static IReadOnlyList<AtomicTest> TestsOf(PostureView view, TechniqueEntry entry)
    {
        var linked = new StatedLinks(view, entry).Made(ItemKind.Test).Select(link => link.Ends.Item.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return linked.Count == 0 ? entry.Tests : [.. entry.Tests, .. view.Catalogue.Tests.Where(test => linked.Contains(test.ExternalId)).Except(entry.Tests).DistinctBy(test => test.ExternalId)];
    }

    private static ItemKey KeyOf(AtomicTest test) => new(test.Source, test.ExternalId);
}
