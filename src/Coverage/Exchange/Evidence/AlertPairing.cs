using System.Globalization;
using System.Text;
using Coverage.Catalog;
using Coverage.Exchange.Importing.Formats;
using Coverage.Exchange.Importing.Matching;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Exchange.Evidence;

/// <summary>
/// Pairs alerts with runs whose outcome is pending: same host, within a while after the run, and a rule that is about the
/// test. An alert speaks for one run: of several that fit, decided ones among them, for the one that a rule names, else for
/// the last before it. One that speaks for a run that is decided, or has proved one, proves no other.
/// </summary>
public sealed class AlertPairing
{
    /// <summary>How long before a run an alert may be: clocks do not agree.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private const char Between = ';';
    private const int MostEvidence = 3000;
    private readonly PostureView view;
    private readonly EnvironmentPosture environment;
    private readonly TimeSpan window;
    private readonly RuleIndex rules;
    private readonly Dictionary<string, AtomicTest> tests;
    private readonly ILookup<ItemKey, string> techniquesOf;
    private readonly HashSet<(ItemKey Rule, string Test)> pairs;
    private readonly ILookup<string, TestResult> runsOf;
    private readonly ILookup<string, TestResult> proved;

    private AlertPairing(PostureView view, EnvironmentPosture environment, TimeSpan window)
    {
        (this.view, this.environment, this.window) = (view, environment, window);
        rules = new RuleIndex(view);
        tests = view.Catalogue.Tests.DistinctBy(test => test.ExternalId, StringComparer.OrdinalIgnoreCase).ToDictionary(test => test.ExternalId, StringComparer.OrdinalIgnoreCase);
        var posture = view.Posture;
        techniquesOf = view.Catalogue.Links.Where(link => link.Item is DetectionRule && link.Technique.Length > 0).Select(link => (Rule: KeyOf(link.Item), link.Technique))
            .Where(pair => !posture.Suppressions.ContainsKey(new LinkEnds(ItemKind.Rule, pair.Rule, pair.Technique)))
            .Concat(posture.Links.Keys.Where(ends => ends.Kind == ItemKind.Rule && ends.Technique.Length > 0).Select(ends => (Rule: ends.Item, ends.Technique)))
            .ToLookup(pair => pair.Rule, pair => pair.Technique);
        pairs = [.. view.Catalogue.Pairs.Select(pair => (KeyOf(pair.Item), pair.TestGuid.ToLowerInvariant())), .. posture.Links.Keys.Where(ends => ends.Test.Length > 0).Select(ends => (ends.Item, ends.Test.ToLowerInvariant()))];
        runsOf = environment.Results.Values.Where(result => result.Host.Length > 0).ToLookup(result => HostOf(result.Host), StringComparer.OrdinalIgnoreCase);
        proved = environment.Results.Values.Where(result => result.Evidence is not null).SelectMany(result => result.Evidence!.Split(Between).Select(one => (One: one, Run: result))).ToLookup(pair => pair.One, pair => pair.Run, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Pairs them.</summary>
    /// <param name="view">What is recorded.</param>
    /// <param name="environment">The environment's key.</param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="window">How long after a run an alert may come.</param>
    /// <exception cref="Sources.SourceRefusedException">There is no such environment.</exception>
    public static OutcomePairing Pair(PostureView view, string environment, IEnumerable<Alert> alerts, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(alerts);
        var inside = view.Posture.Environments.GetValueOrDefault(environment) ?? throw new Sources.SourceRefusedException($"There is no environment '{environment}'. The environments are {string.Join(", ", view.Posture.Environments.Keys)}.");
        return new AlertPairing(view, inside, window).Pair(alerts);
    }

    private OutcomePairing Pair(IEnumerable<Alert> alerts)
    {
        var found = alerts.OrderBy(alert => alert.Time).ThenBy(alert => alert.Name, StringComparer.Ordinal).Select(alert => (Alert: alert, Fit: Fit(alert))).ToList();
        var proposals = found.Where(pair => pair.Fit.Run is not null).GroupBy(pair => pair.Fit.Run!.Id, StringComparer.Ordinal)
            .Select(group => Propose(group.First().Fit.Run!, [.. group.Select(pair => pair.Fit.By!)])).OrderBy(proposal => proposal.Pending.Time).ThenBy(proposal => proposal.Pending.Id, StringComparer.Ordinal).ToList();
        var spoken = proposals.Select(proposal => proposal.Pending.Id).ToHashSet(StringComparer.Ordinal);
        return new OutcomePairing(
            proposals,
            [.. environment.Results.Values.Where(result => result.State == ResultState.Pending && !spoken.Contains(result.Id)).OrderBy(result => result.Time).ThenBy(result => result.Id, StringComparer.Ordinal)],
            [.. found.Where(pair => pair.Fit.Run is null).Select(pair => new UnpairedAlert(pair.Alert, pair.Fit.WhyNot))]);
    }

    /// <summary>The pending run that an alert speaks for, and why; or why it speaks for none.</summary>
    private (TestResult? Run, ProposedBy? By, string WhyNot) Fit(Alert alert)
    {
        var onHost = runsOf[HostOf(alert.Host)];
        var runs = onHost.Where(run => alert.Time >= run.Time - Early && alert.Time <= run.Time + window).OrderByDescending(run => run.Time).ThenBy(run => run.Id, StringComparer.Ordinal).ToList();
        if (runs.Count == 0) return (null, null, onHost.Any() ? "no run on that host at that time" : "no run on that host");
        var rule = RuleOf(alert);
        var by = new ProposedBy(alert, rule, rule is { } key ? view.TitleOf(key) : alert.Name, "");
        if (proved[Evidence(by)].FirstOrDefault() is { } before) return (null, null, $"it has proved {Named(before)} already");
        var best = runs.Select(run => (Run: run, Why: Why(alert, rule, run))).Where(fit => fit.Why is not null).OrderByDescending(fit => fit.Why!.Value.Weight).Select(fit => (fit.Run, fit.Why!.Value.Text)).FirstOrDefault();
        if (best.Run is null && rule is not null && runs.Count == 1) best = (runs[0], "the only run on that host at that time");
        return best.Run is null ? (null, null, rule is null ? "nobody knows its rule here, and it names no technique of a run at that time" : "its rule is about none of the runs on that host at that time")
            : best.Run.State != ResultState.Pending ? (null, null, $"it speaks for {Named(best.Run)}, which is decided already: {best.Text}")
            : (best.Run, by with { Why = best.Text }, "");
    }

    private string Named(TestResult run) => string.Create(CultureInfo.InvariantCulture, $"{TitleOf(run)} of {run.Time:yyyy-MM-dd HH:mm}");

    private string TitleOf(TestResult run) => tests.GetValueOrDefault(run.Test.Id)?.Title ?? run.Test.Id;

    /// <summary>By what an alert is known again that proved a run: its second, and its rule.</summary>
    private static string Evidence(ProposedBy by) => string.Create(CultureInfo.InvariantCulture, $"{by.Alert.Time:yyyy-MM-ddTHH:mm:ssZ} {by.Rule?.ToString() ?? by.Alert.Name.Replace(Between, ',')}");

    private (int Weight, string Text)? Why(Alert alert, ItemKey? rule, TestResult run)
    {
        var technique = tests.GetValueOrDefault(run.Test.Id)?.Technique ?? "";
        var live = technique.Length > 0 && view.Catalogue.Find(technique)?.Reference.Technique is { } end ? end.ExternalId : technique;
        return rule is { } key && pairs.Contains((key, run.Test.Id.ToLowerInvariant())) ? (3, "the rule names the test")
            : rule is { } linked && techniquesOf[linked].Contains(live) ? (2, $"the rule is linked to {live}")
            : alert.Techniques.Contains(technique) || alert.Techniques.Contains(live) ? (1, $"the alert names {live}")
            : null;
    }

    /// <summary>The rule that fired; where a title is several rules', the only one that is recorded here.</summary>
    private ItemKey? RuleOf(Alert alert)
    {
        var (_, keys) = rules.Find(alert.RuleId, alert.Rule, [.. JsonRead.Guids(alert.RuleId, alert.Rule)]);
        if (keys.Count > 1) keys = [.. keys.Where(environment.Deployments.ContainsKey)];
        return keys.Count == 1 ? keys[0] : null;
    }

    /// <summary>A result that names rules counts while one of them is in place; so only those are named that are recorded, and the others stand in the note.</summary>
    private OutcomeProposal Propose(TestResult run, IReadOnlyList<ProposedBy> by)
    {
        var result = run with
        {
            State = ResultState.Ran,
            Seen = Seen.Alerted,
            Stopped = Stopped.Unknown,
            Evidence = Evidence(by),
            AlertedBy = [.. by.Select(one => one.Rule).OfType<ItemKey>().Distinct().Where(IsHere).Select(key => NamedChoices.Named(environment.Deployments[key], run.Time))],
        };
        List<string> others = [.. by.Where(one => one.Rule is not { } key || !IsHere(key)).Select(one => one.RuleTitle).Distinct(StringComparer.Ordinal).Take(5)];
        if (others.Count > 0) result = result with { Note = $"{run.Note}{(run.Note.Length > 0 ? ", " : "")}alerted by {string.Join(", ", others)}" };
        return new OutcomeProposal(environment.Environment.Key, run, TitleOf(run), by, result);
    }

    /// <summary>As many as are kept of a text.</summary>
    private static string Evidence(IEnumerable<ProposedBy> by)
    {
        var text = new StringBuilder();
        foreach (var one in by.Select(Evidence).Distinct(StringComparer.Ordinal).TakeWhile(one => text.Length + one.Length < MostEvidence)) text.Append(text.Length > 0 ? $"{Between}" : "").Append(one);
        return text.ToString();
    }

    private bool IsHere(ItemKey rule) => environment.Deployments.GetValueOrDefault(rule)?.State == DeploymentState.Deployed;

    private static ItemKey KeyOf(CatalogItem item) => new(item.Source, item.ExternalId);

    /// <summary>The host without its domain, which stands after a dot or, as Windows writes it, before a backslash; an address stays whole.</summary>
    private static string HostOf(string host)
    {
        var name = host[(host.LastIndexOf('\\') + 1)..];
        return System.Net.IPAddress.TryParse(name, out _) || name.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot) ? name : name[..dot];
    }
}
