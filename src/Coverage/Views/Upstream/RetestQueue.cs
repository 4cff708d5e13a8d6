using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Views.Upstream;

/// <summary>
/// The tests that are to run again, because a deployed rule that they proved has other content by now. Worked out of
/// results, deployments and content hashes, and stored nowhere: a newer result of the test that decides takes it off the list.
/// </summary>
public sealed class RetestQueue(RuleContents contents)
{
    private readonly ConditionalWeakTable<PostureView, Lazy<IReadOnlyList<Retest>>> known = [];

    /// <summary>Those of a posture, one a test, environment and rule; what changed first comes first. Worked out at a view's first question.</summary>
    public IReadOnlyList<Retest> Of(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return known.GetValue(view, _ => new Lazy<IReadOnlyList<Retest>>(() => WorkOut(view), LazyThreadSafetyMode.PublicationOnly)).Value;
    }

    private List<Retest> WorkOut(PostureView view)
    {
        if (!view.Posture.Environments.Values.Any(inside => inside.Results.Values.Any(run => run.Seen == Seen.Alerted))) return [];
        var tests = view.Catalogue.Tests.DistinctBy(test => test.ExternalId, StringComparer.OrdinalIgnoreCase).ToDictionary(test => test.ExternalId, StringComparer.OrdinalIgnoreCase);
        var paired = PairedRules(view);
        return [.. view.Posture.Environments.Values.SelectMany(inside => In(view, inside, tests, paired)).OrderBy(retest => retest.ChangedAt ?? DateTime.MinValue).ThenBy(retest => retest.Proof.Id, StringComparer.Ordinal).ThenBy(retest => retest.Rule.ToString(), StringComparer.Ordinal)];
    }

    private IEnumerable<Retest> In(PostureView view, EnvironmentPosture inside, Dictionary<string, AtomicTest> tests, ILookup<string, ItemKey> paired)
    {
        foreach (var runs in inside.Results.Values.GroupBy(run => run.Test.Id, StringComparer.OrdinalIgnoreCase))
        {
            // No run, but a person's word that the test means nothing here: it holds until it is withdrawn, as in scoring.
            if (runs.Any(run => run.State == ResultState.NotApplicable)) continue;
            var proofs = runs.Where(run => run is { State: ResultState.Ran, Seen: Seen.Alerted }).SelectMany(run => Proved(run, paired).Select(named => (Run: run, Named: named)));
            foreach (var proof in proofs.GroupBy(proof => proof.Named.Key).Select(group => group.MaxBy(proof => (proof.Run.Time, proof.Run.Id))))
            {
                if (Changed(view, inside, proof.Run, proof.Named) is not { } change) continue;
                if (runs.Any(run => run.State == ResultState.Ran && (change.Cause == RetestCause.ChangedUpstream && run.Time >= change.At || run.Time > proof.Run.Time && !(run.Time < change.At)))) continue;
                yield return new Retest(inside.Environment, proof.Run, tests.GetValueOrDefault(proof.Run.Test.Id), proof.Named.Key, change.Cause, change.At, change.Change);
            }
        }
    }

    /// <summary>The rules that a result proved: those that it names, as scoring reads it, else those that its test is meant to fire.</summary>
    private static IEnumerable<NamedItem> Proved(TestResult run, ILookup<string, ItemKey> paired)
    {
        var named = Named(run.AlertedBy) is { IsEmpty: false } alerted ? alerted : Named(run.StoppedBy);
        if (!named.IsEmpty) return named.Where(name => name.Kind == ItemKind.Rule);
        return paired[run.Test.Id.ToUpperInvariant()].Select(rule => new NamedItem(ItemKind.Rule, rule));
    }

    private static ImmutableArray<NamedItem> Named(ImmutableArray<NamedItem> names) => names.IsDefault ? [] : names;

    private (RetestCause Cause, DateTime? At, long Change)? Changed(PostureView view, EnvironmentPosture inside, TestResult run, NamedItem named)
    {
        if (inside.Deployments.GetValueOrDefault(named.Key) is not { State: DeploymentState.Deployed } deployment) return null;
        if (IsOther(view, deployment, run, named)) return (RetestCause.NewContent, deployment.Since, contents.Of(view.Catalogue, named.Key).LastOrDefault(change => UpstreamChange.Same(change.Now, deployment.Hash))?.Change ?? 0);
        if (UpstreamChange.Of(view, inside, named.Key) is not { Answer: UpstreamAnswer.None }) return null;
        var newest = contents.Since(view.Catalogue, named.Key, deployment.Hash) is [.., var last] ? last : null;
        return (RetestCause.ChangedUpstream, newest?.At, newest?.Change ?? 0);
    }

    /// <summary>
    /// Whether what runs is not what ran then. Where a hash is unknown, the day of the deployment decides for a rule that the
    /// result names, as in scoring; a rule that only its pair names was deployed anew only if its content was published since.
    /// </summary>
    private bool IsOther(PostureView view, Deployment deployment, TestResult run, NamedItem named)
    {
        if (named.Hash.Length > 0 && deployment.Hash.Length > 0) return !UpstreamChange.Same(named.Hash, deployment.Hash);
        if (!(deployment.Since > run.Time)) return false;
        return !Named(run.AlertedBy).IsEmpty || !Named(run.StoppedBy).IsEmpty || contents.Of(view.Catalogue, named.Key).LastOrDefault(change => UpstreamChange.Same(change.Now, deployment.Hash))?.At > run.Time;
    }

    /// <summary>By a test's GUID in upper case the rules that name it as what fires them, and those that a person paired with it.</summary>
    private static ILookup<string, ItemKey> PairedRules(PostureView view)
    {
        var gone = view.Posture.Suppressions.Keys.Where(ends => ends.Test.Length > 0).Select(ends => (ends.Test.ToUpperInvariant(), ends.Item)).ToHashSet();
        var named = view.Catalogue.Pairs.Where(pair => pair is { Item: DetectionRule, Test: not null }).Select(pair => (Test: pair.Test!.ExternalId.ToUpperInvariant(), Rule: new ItemKey(pair.Item.Source, pair.Item.ExternalId))).Where(pair => !gone.Contains(pair));
        var linked = view.Posture.Links.Keys.Where(ends => ends is { Kind: ItemKind.Rule, Test.Length: > 0 }).Select(ends => (Test: ends.Test.ToUpperInvariant(), Rule: ends.Item));
        return named.Concat(linked).Distinct().ToLookup(pair => pair.Test, pair => pair.Rule);
    }
}
