using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.Recording.Bulk;

/// <summary>Everything that a list shows, set to one state in one environment: all of it is in the URL of the preview.</summary>
/// <param name="List">What the list shows.</param>
/// <param name="IsRules">Rules; else controls.</param>
/// <param name="Environment">The environment's key.</param>
/// <param name="State">The state's name; empty for none.</param>
/// <param name="Pick">By what the rows are kept that were ticked; empty for all that the list shows.</param>
internal sealed record BulkQuery(ListQuery List, bool IsRules, string Environment, string State, string Pick = "")
{
    /// <summary>What is ticked; null for all that the list shows.</summary>
    public BulkPick? Picked { get; init; }

    /// <summary>Whether rules that are disabled there are deployed as well: somebody took them out on purpose.</summary>
    public bool TakesDisabled { get; init; }

    /// <summary>Where the list stands that this is of.</summary>
    public string Back => Picked?.Back ?? List.Url;

    /// <summary>Reads the part of a URL from its question mark on, with what its person ticked.</summary>
    /// <exception cref="PostureRefusedException">What was ticked is not kept any more.</exception>
    public static BulkQuery Parse(string query, Person who, KeptUploads<BulkPick> kept)
    {
        var parsed = Parse(query);
        if (parsed.Pick.Length == 0) return parsed;
        return parsed with { Picked = kept.Find(parsed.Pick, who)?.Content is { } picked && picked.IsRules == parsed.IsRules ? picked : throw Typed.Refused("What you ticked is not kept any more: half an hour has passed, or the app was started anew. Go back to the list and tick it again; nothing was recorded.") };
    }

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static BulkQuery Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) ? value.ToString() : "";
        var isRules = Value("of") != "control";
        return new BulkQuery((isRules ? RuleList.Query(query) : ControlList.Query(query)) with { Page = 1 }, isRules, Value("env"), Value("state"), Value("pick")) { TakesDisabled = Value("disabled") == "too" };
    }

    /// <summary>The part of the URL from its question mark on.</summary>
    public string Text
    {
        get
        {
            var own = $"?of={Noun}&env={Uri.EscapeDataString(Environment)}&state={Uri.EscapeDataString(State)}{(Pick.Length > 0 ? $"&pick={Uri.EscapeDataString(Pick)}" : "")}{(TakesDisabled ? "&disabled=too" : "")}";
            return List.Url.IndexOf('?', StringComparison.Ordinal) is var at and > 0 ? $"{own}&{List.Url[(at + 1)..]}" : own;
        }
    }

    /// <summary>What is listed.</summary>
    public string Noun => IsRules ? "rule" : "control";

    /// <summary>What is recorded, in words.</summary>
    /// <exception cref="PostureRefusedException">There is no such state.</exception>
    public string Word => IsRules ? StateWords.Of(Typed.State<DeploymentState>(State)) : StateWords.Of(Typed.State<ImplementationState>(State));

    /// <summary>How many the list shows; filters over rules are among them and cannot be deployed by themselves.</summary>
    public (int Shown, int Filters) Count(PostureView view)
    {
        if (!IsRules) return (Controls(view).Count(), 0);
        var rules = Rules(view).ToList();
        return (rules.Count, rules.Count(rule => rule.Form == RuleForm.Filter));
    }

    /// <summary>The edits: none for what is so already.</summary>
    /// <exception cref="PostureRefusedException">There is no such state or environment.</exception>
    public IReadOnlyList<PostureEdit> Edits(PostureView view, Person who, DateTime now)
    {
        if (!view.Posture.Environments.ContainsKey(Environment)) throw Typed.Refused($"There is no environment {Environment}.");
        var states = new StateEdits(view, Environment, who, now);
        if (!IsRules)
        {
            var full = Typed.State<ImplementationState>(State);
            return [.. Controls(view).SelectMany(control => states.Implement(new ItemKey(control.Source, control.ExternalId), full))];
        }

        var state = Typed.State<DeploymentState>(State);
        var skipped = Skipped(view);
        return [.. Rules(view).Where(rule => rule.Form != RuleForm.Filter && !skipped.Contains(new ItemKey(rule.Source, rule.ExternalId))).SelectMany(rule => states.Deploy(new ItemKey(rule.Source, rule.ExternalId), state))];
    }

    /// <summary>The rules that are disabled there and therefore stay so, unless they were ticked, listed as disabled, or asked for.</summary>
    public IReadOnlySet<ItemKey> Skipped(PostureView view) =>
        IsRules && State == nameof(DeploymentState.Deployed) && !TakesDisabled && Picked is null ? RuleList.TakenOut(view, List, Environment) : new HashSet<ItemKey>();

    /// <summary>What an edit is of, and what is recorded of it now, in words.</summary>
    public static (ItemKey Item, string Now)? Of(PostureView view, PostureEdit edit)
    {
        EnvironmentPosture? At(string environment) => view.Posture.Environments.GetValueOrDefault(environment);
        (ItemKey, string) Rule(string environment, ItemKey rule) => (rule, StateWords.Of(At(environment)?.Deployments.GetValueOrDefault(rule)?.State));
        (ItemKey, string) Control(string environment, ItemKey control) => (control, StateWords.Of(At(environment)?.Implementations.GetValueOrDefault(control)?.State));
        return edit switch
        {
            PutDeployment put => Rule(put.Environment, put.Deployment.Rule),
            RemoveDeployment removed => Rule(removed.Environment, removed.Rule),
            PutImplementation put => Control(put.Environment, put.Implementation.Control),
            RemoveImplementation removed => Control(removed.Environment, removed.Control),
            _ => null,
        };
    }

    private IEnumerable<DetectionRule> Rules(PostureView view) => Picked is { } picked ? RuleList.All(view).Where(rule => picked.Items.Contains(new ItemKey(rule.Source, rule.ExternalId))) : RuleList.All(view, List);

    private IEnumerable<DefensiveTechnique> Controls(PostureView view) => Picked is { } picked ? view.Catalogue.Controls.Where(control => picked.Items.Contains(new ItemKey(control.Source, control.ExternalId))) : ControlList.All(view, List);
}
