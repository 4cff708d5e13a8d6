using Coverage.Audit;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.OwnRules;

/// <summary>Writing, changing and removing own rules, each in one step with its links and states.</summary>
internal static class OwnRuleEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.OwnRule, WriteAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.RemoveOwnRule, RemoveAsync).RequireAuthorization(Policies.Engineer);
    }

    /// <summary>The name of the field that holds the rule's state in an environment.</summary>
    public static string StateField(string environment) => "state-" + environment;

    /// <summary>The name of the field that holds where the rule runs in an environment.</summary>
    public static string PlaceField(string environment) => "place-" + environment;

    private static Task WriteAsync([FromForm] string? item, [AsParameters] OwnRuleFields fields, IFormCollection sent, [AsParameters] Step step)
    {
        var key = string.IsNullOrEmpty(item) ? ItemKey.Own(Guid.NewGuid().ToString("D")) : ItemKey.Own(item);
        return step.DoAsync(
            who =>
            {
                var known = step.View.Posture.OwnRules.ContainsKey(key);
                if (!known && !string.IsNullOrEmpty(item)) throw Typed.Refused("This own rule is gone: somebody has removed it. The history has it, and can take that back.");
                var rule = fields.Rule(key);
                IEnumerable<PostureEdit> edits = [.. OwnRuleEdits.Put(step.View.Posture, rule, fields.Detects(step.View, key), fields.Reason, who.Name), .. States(step, who, key, sent)];
                return step.Record(who, $"Own rule {(known ? "changed" : "written")}: {rule.Title}", edits);
            },
            _ => ItemLinks.Page(Catalog.ItemKind.Rule, key.Source, key.Id));
    }

    private static Task RemoveAsync([FromForm] string? item, [AsParameters] Step step) => step.DoAsync(
        who =>
        {
            var key = ItemKey.Own(Typed.Text(item));
            return step.Record(who, $"Own rule removed, with its links and states: {step.View.TitleOf(key)}", OwnRuleEdits.Remove(step.View, key));
        },
        _ => "/rules");

    /// <summary>The state in each environment that the form has; of the others nothing changes. What else is recorded there stays.</summary>
    private static IEnumerable<PostureEdit> States(Step step, Person who, ItemKey rule, IFormCollection sent) => step.View.Posture.Environments.Where(pair => sent.ContainsKey(StateField(pair.Key))).SelectMany(pair =>
    {
        var (key, before) = (pair.Key, pair.Value.Deployments.GetValueOrDefault(rule));
        var details = new EntryDetails(before?.Share, Typed.Text(sent[PlaceField(key)]), before?.Evidence ?? "", Note: before?.Note ?? "");
        return new StateEdits(step.View, key, who, step.Now).Deploy(rule, Typed.State<DeploymentState>(sent[StateField(key)]), details);
    });
}
