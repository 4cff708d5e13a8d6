using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Techniques;

/// <summary>A technique as one environment has it: what its page shows in the rows, and edits there.</summary>
public sealed class TechniqueDesk
{
    private const int MostNamed = 3000;
    private readonly EnvironmentPosture inside;
    private readonly ILookup<string, TestResult> results;

    /// <summary>Looks it up.</summary>
    /// <param name="view">What is recorded.</param>
    /// <param name="entry">The technique.</param>
    /// <param name="environment">The key of the environment that is asked for; the first one in which the technique applies if there is none such.</param>
    public TechniqueDesk(PostureView view, TechniqueEntry entry, string? environment)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(entry);
        (View, Entry) = (view, entry);
        Technique = entry.Technique.IsLive ? view.Table.Input.TechniqueOf(entry.Id) : -1;
        Place = PlaceOf(environment);
        inside = view.Posture.Environments[view.Table.Environments[Place]];
        var tests = entry.Tests.Select(test => test.ExternalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        results = inside.Results.Values.Where(result => tests.Contains(result.Test.Id)).ToLookup(result => result.Test.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What is recorded, with its scores.</summary>
    public PostureView View { get; }

    /// <summary>The technique.</summary>
    public TechniqueEntry Entry { get; }

    /// <summary>The index of the technique in the scores; -1 if it is not scored.</summary>
    public int Technique { get; }

    /// <summary>The index of the environment in the scores.</summary>
    public int Place { get; }

    /// <summary>The environment.</summary>
    public CoverageEnvironment Environment => inside.Environment;

    /// <summary>The scores.</summary>
    public ScoreTable Table => View.Table;

    /// <summary>What the forms carry; null for who may only read.</summary>
    public RecordForm? Form { get; set; }

    /// <summary>The address of the page in an environment.</summary>
    public string Url(string environment) => View.Table.Environments.Count == 1 ? ItemLinks.Technique(Entry.Id) : $"{ItemLinks.Technique(Entry.Id)}?env={Uri.EscapeDataString(environment)}";

    /// <summary>The forms of a part of the page, which lead back to it.</summary>
    public RecordForm? FormOf(string part) => Form is null ? null : Form with { Back = $"{Form.Back}#{part}" };

    /// <summary>What is recorded of a rule.</summary>
    public Deployment? Of(DetectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return inside.Deployments.GetValueOrDefault(new ItemKey(rule.Source, rule.ExternalId));
    }

    /// <summary>That a rule is deployed here with other content than its source publishes; null if not.</summary>
    public UpstreamChange? UpstreamOf(DetectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return UpstreamChange.Of(View, inside, new ItemKey(rule.Source, rule.ExternalId));
    }

    /// <summary>What is recorded of a control.</summary>
    public Implementation? Of(DefensiveTechnique control)
    {
        ArgumentNullException.ThrowIfNull(control);
        return StateEdits.Recorded(inside, new ItemKey(control.Source, control.ExternalId));
    }

    /// <summary>The results of a test, the newest first.</summary>
    public IReadOnlyList<TestResult> Of(AtomicTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return [.. results[test.ExternalId].OrderByDescending(result => result.Time)];
    }

    /// <summary>What may have alerted at a test here, or stopped it; of very many as many as a page can hold.</summary>
    public IReadOnlyList<NamedChoice> Named(AtomicTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return [.. NamedChoices.Of(View, inside, test).Take(Math.Max(20, MostNamed / Entry.Tests.Count))];
    }

    /// <summary>
    /// What else is recorded here of rules that count for the technique and that its list does not hold: own rules and those
    /// that people linked to it, and those that are gone upstream.
    /// </summary>
    public IReadOnlyList<(Deployment Deployment, string Why)> Others()
    {
        var listed = Entry.Rules.Concat(Entry.ListedRules).Select(rule => new ItemKey(rule.Source, rule.ExternalId)).ToHashSet();
        return [.. inside.Deployments.Values.Where(entry => !listed.Contains(entry.Rule)).Select(entry => (Deployment: entry, Why: WhyHere(entry.Rule))).Where(other => other.Why.Length > 0).OrderBy(other => View.TitleOf(other.Deployment.Rule), StringComparer.Ordinal)];
    }

    private int PlaceOf(string? environment)
    {
        var places = Enumerable.Range(0, Table.Environments.Count);
        return places.Where(place => Table.Environments[place] == environment).Concat(places.Where(place => Technique >= 0 && Table.Cell(Technique, place).Applies)).FirstOrDefault();
    }

    private string WhyHere(ItemKey rule)
    {
        var linked = View.Posture.Links.Values.Any(link => link.Ends.Kind == ItemKind.Rule && link.Ends.Item == rule && View.Table.Input.TechniqueOf(link.Ends.Technique) == Technique && Technique >= 0);
        if (linked) return rule.IsOwn ? "own rule, linked by a person" : "linked by a person";
        return View.Rule(rule)?.Techniques.Any(written => written.Length > 0 && View.Table.Input.TechniqueOf(written) == Technique && Technique >= 0) == true ? "gone upstream, and still deployed" : "";
    }

    /// <summary>Whether a rule is deployed with other content than the catalogue holds.</summary>
    public static bool IsBehind(DetectionRule rule, Deployment? deployment) => deployment is { State: DeploymentState.Deployed } && deployment.Hash != rule?.Hash;
}
