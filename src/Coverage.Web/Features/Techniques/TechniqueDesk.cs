using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Techniques;

/// <summary>A technique as one environment has it: what its page shows in the rows, and edits there.</summary>
public sealed class TechniqueDesk
{
    private const int MostRuleLinks = 60;
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
        Links = new StatedLinks(view, entry);
        Tests = [.. Counting(entry.Tests), .. Linked(ItemKind.Test, view.Catalogue.Tests, entry.Tests)];
        var tests = entry.Tests.Concat(Tests).Select(test => test.ExternalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>What people say of its links.</summary>
    public StatedLinks Links { get; }

    /// <summary>The tests that count: the technique's without those whose link a person took away, then those that people linked to it.</summary>
    public IReadOnlyList<AtomicTest> Tests { get; }

    /// <summary>Whether somebody asked to see in each rule's row the way to take its link away.</summary>
    public bool EditsLinks { get; set; }

    /// <summary>Whether rows of rules have that way: of the few techniques with many rules they do when asked, as they would take a twentieth of the page.</summary>
    public bool ShowsRuleLinks => EditsLinks || Entry.Rules.Count <= MostRuleLinks;

    /// <summary>What the forms carry; null for who may only read.</summary>
    public RecordForm? Form { get; set; }

    /// <summary>The address of the page in an environment.</summary>
    public string Url(string environment) => View.Table.Environments.Count == 1 ? ItemLinks.Technique(Entry.Id) : $"{ItemLinks.Technique(Entry.Id)}?env={Uri.EscapeDataString(environment)}";

    /// <summary>The address of the page with the way to take its link away in each rule's row.</summary>
    public string EditLinksUrl => $"{Url(Environment.Key)}{(View.Table.Environments.Count == 1 ? '?' : '&')}links=edit#rules";

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
        return [.. NamedChoices.Of(View, inside, test).Take(Math.Max(20, MostNamed / Math.Max(1, Tests.Count)))];
    }

    /// <summary>
    /// What else counts for the technique and its list does not hold: own rules and those that people linked to it, and those
    /// that are gone upstream and still deployed here.
    /// </summary>
    public IReadOnlyList<OtherRule> Others()
    {
        var listed = Entry.Rules.Concat(Entry.ListedRules).Select(KeyOf).ToHashSet();
        var keys = Links.Made(ItemKind.Rule).Select(link => link.Ends.Item).Union(inside.Deployments.Keys.Where(IsGone)).Where(rule => !listed.Contains(rule));
        return [.. keys.Select(rule => new OtherRule(rule, View.TitleOf(rule), inside.Deployments.GetValueOrDefault(rule), Links.MadeTo(ItemKind.Rule, rule))).OrderBy(other => other.Title, StringComparer.Ordinal)];
    }

    /// <summary>The controls that people linked to it and that are not its own.</summary>
    public IReadOnlyList<DefensiveTechnique> LinkedControls() => [.. Linked(ItemKind.DefensiveTechnique, View.Catalogue.Controls, Entry.DirectControls.Select(control => control.Control))];

    /// <summary>Those of its items whose link nobody took away.</summary>
    public IEnumerable<T> Counting<T>(IEnumerable<T> items)
        where T : CatalogItem => Links.Taken == 0 ? items : items.Where(item => !IsSuppressed(item));

    /// <summary>Those of its items whose link a person took away, so that they do not count.</summary>
    public IReadOnlyList<T> Suppressed<T>(IEnumerable<T> items)
        where T : CatalogItem => Links.Taken == 0 ? [] : [.. items.Where(IsSuppressed)];

    /// <summary>What people say of its link to an item, with what withdraws it.</summary>
    public RenderFragment Stated(CatalogItem item, RecordForm? form)
    {
        ArgumentNullException.ThrowIfNull(item);
        var (made, taken) = (StatedLink.Of(Links.MadeTo(item.Kind, KeyOf(item)), form), StatedLink.Of(Links.TakenFrom(item.Kind, KeyOf(item)), form));
        return builder =>
        {
            builder.AddContent(0, made);
            builder.AddContent(1, taken);
        };
    }

    /// <summary>Whether a person has said anything of its link to an item.</summary>
    public bool IsStated(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Links.MadeTo(item.Kind, KeyOf(item)) is not null || Links.TakenFrom(item.Kind, KeyOf(item)) is not null;
    }

    private int PlaceOf(string? environment)
    {
        var places = Enumerable.Range(0, Table.Environments.Count);
        return places.Where(place => Table.Environments[place] == environment).Concat(places.Where(place => Technique >= 0 && Table.Cell(Technique, place).Applies)).FirstOrDefault();
    }

    private bool IsGone(ItemKey rule) => Technique >= 0 && !rule.IsOwn && !View.IsPublished(rule) && View.Rule(rule)?.Techniques.Any(written => written.Length > 0 && View.Table.Input.TechniqueOf(written) == Technique) == true;

    private bool IsSuppressed(CatalogItem item) => Links.TakenFrom(item.Kind, KeyOf(item)) is not null && Links.MadeTo(item.Kind, KeyOf(item)) is null;

    private IEnumerable<T> Linked<T>(ItemKind kind, IEnumerable<T> all, IEnumerable<T> own)
        where T : CatalogItem
    {
        var ids = Links.Made(kind).Select(link => link.Ends.Item.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ids.Count == 0 ? [] : all.Where(item => ids.Contains(item.ExternalId)).Except(own).DistinctBy(item => item.ExternalId);
    }

    private static ItemKey KeyOf(CatalogItem item) => new(item.Source, item.ExternalId);

    /// <summary>Whether a rule is deployed with other content than the catalogue holds.</summary>
    public static bool IsBehind(DetectionRule rule, Deployment? deployment) => deployment is { State: DeploymentState.Deployed } && deployment.Hash != rule?.Hash;
}

/// <summary>A rule that counts for a technique and does not name it, or is no longer in the catalogue.</summary>
/// <param name="Rule">Which one.</param>
/// <param name="Title">Its title.</param>
/// <param name="Deployment">What is recorded of it in the environment; null for nothing.</param>
/// <param name="Link">The link by which it counts; null for a rule that is gone upstream.</param>
public sealed record OtherRule(ItemKey Rule, string Title, Deployment? Deployment, ManualLink? Link);
