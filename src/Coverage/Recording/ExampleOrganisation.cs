using System.Collections.Immutable;
using System.Globalization;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>
/// An organisation that does not exist, to look at the product with: two environments with what they collect, deploy,
/// implement and have tested, and a threat profile. Everything of it is marked: keys begin with <c>example-</c>, names
/// with <c>Example:</c>. Chosen from the loaded catalogue by identifiers, so that the same catalogue gives the same.
/// </summary>
public sealed class ExampleOrganisation(PostureRecorder recorder, PostureViews views, TimeProvider time)
{
    /// <summary>What its keys begin with.</summary>
    public const string Prefix = "example-";

    private const string Windows = Prefix + "windows";
    private const string Linux = Prefix + "linux";
    private const string Profile = Prefix + "profile";
    private const string Said = "example organisation";
    private const string Product = "Example product";

    /// <summary>Whether a posture has any of it.</summary>
    public static bool IsIn(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Environments.Keys.Concat(posture.Profiles.Keys).Any(IsExample);
    }

    /// <summary>How many entries of its environments somebody else has made: they would go with it.</summary>
    public static int Foreign(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Environments.Where(pair => IsExample(pair.Key)).Select(pair => pair.Value).Sum(inside =>
                inside.Deployments.Values.Count(one => one.By != Said) + inside.Implementations.Values.Count(one => one.By != Product) + inside.Telemetry.Values.Count(one => one.By != Said) + inside.Results.Values.Count(one => one.By != Said))
            + posture.Exceptions.Keys.Concat(posture.Assignments.Keys).Count(key => IsExample(key.Environment))
            + posture.WorkItems.Values.Count(item => IsExample(item.Environment));
    }

    /// <summary>Loads it. An empty environment called Default makes room, or every score would be its half.</summary>
    /// <exception cref="PostureRefusedException">It is there already, or no rules are loaded.</exception>
    /// <inheritdoc cref="PostureRecorder.Record"/>
    public RecordedStep Load(Person who)
    {
        var view = views.Refresh();
        if (IsIn(view.Posture)) throw new PostureRefusedException(["The example organisation is loaded already."]);
        if (view.Catalogue.Rules.Count == 0) throw new PostureRefusedException(["No rules are loaded, so there is nothing to make an example of. Import or sync the sources first."]);
        return recorder.Record(who, new PostureStep("Example organisation loaded", [.. Edits(view)], "To look at the product with; nothing of it is true") { Seen = view.EditId });
    }

    /// <summary>Removes all of it.</summary>
    /// <param name="who">The person.</param>
    /// <param name="foreign">How many entries that are not its own may go with it.</param>
    /// <exception cref="PostureRefusedException">It is not there, or more would go with it.</exception>
    /// <inheritdoc cref="PostureRecorder.Record"/>
    public RecordedStep Remove(Person who, int foreign = 0)
    {
        var posture = views.Refresh().Posture;
        if (!IsIn(posture)) throw new PostureRefusedException(["The example organisation is not loaded."]);
        if (Foreign(posture) is var others && others > foreign)
        {
            throw new PostureRefusedException([$"{(others == 1 ? "1 entry" : $"{others:N0} entries")} in the example's environments {(others == 1 ? "is" : "are")} not of the example, and would go with it. Record what is true in an environment of your own first, or remove {(others == 1 ? "it" : "them")} too: on the overview, or by 'coverage example remove --force'."]);
        }

        List<PostureEdit> edits = [];
        if (posture.Environments.Keys.All(IsExample)) edits.Add(new PutEnvironment(CoverageEnvironment.Default));
        if (posture.ChosenProfile is { } chosen && IsExample(chosen)) edits.Add(new ChooseProfile(null));
        edits.AddRange(posture.Profiles.Keys.Where(IsExample).Select(key => new RemoveProfile(key)));
        edits.AddRange(posture.Exceptions.Keys.Concat(posture.Assignments.Keys).Where(key => IsExample(key.Environment)).Distinct().SelectMany(key => new PostureEdit[] { new RemoveException(key), new RemoveAssignment(key) }));
        edits.AddRange(posture.WorkItems.Values.Where(item => IsExample(item.Environment)).Select(item => new RemoveWorkItem(item.Id)));
        edits.AddRange(posture.Environments.Keys.Where(IsExample).Select(key => new RemoveEnvironment(key)));
        return recorder.Record(who, new PostureStep("Example organisation removed", edits));
    }

    private static bool IsExample(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    private IEnumerable<PostureEdit> Edits(PostureView view)
    {
        yield return new PutEnvironment(new CoverageEnvironment(Windows, "Example: Windows endpoints", ["Windows"], 2));
        yield return new PutEnvironment(new CoverageEnvironment(Linux, "Example: Linux servers", ["Linux"]));
        if (view.Posture.Environments.TryGetValue(CoverageEnvironment.Default.Key, out var first) && first.IsUnused) yield return new RemoveEnvironment(CoverageEnvironment.Default.Key);
        foreach (var edit in Telemetry().Concat(Rules(view)).Concat(Controls(view)).Concat(Results(view))) yield return edit;
        ImmutableArray<string> actors = [.. view.Catalogue.Actors.Where(actor => actor.Kind == ItemKind.Group).OrderByDescending(actor => actor.Uses.Length).ThenBy(actor => actor.ExternalId, StringComparer.Ordinal).Take(3).Select(actor => actor.ExternalId)];
        if (actors.Length == 0) yield break;
        yield return new PutProfile(new ThreatProfile(Profile, "Example: three busy groups", actors, ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)));
    }

    private static IEnumerable<PostureEdit> Telemetry()
    {
        foreach (var category in new[] { "process_creation", "ps_script", "registry_set", "image_load", "file_event" }) yield return Entry(Windows, new LogSource("windows", category, ""), true);
        yield return Entry(Windows, new LogSource("windows", "network_connection", ""), false);
        yield return Entry(Linux, new LogSource("linux", "process_creation", ""), true);
        yield return Entry(Linux, new LogSource("linux", "", "auditd"), false);
    }

    private static PutTelemetry Entry(string environment, LogSource source, bool collected) => new(environment, new Telemetry(source, collected, By: Said));

    private IEnumerable<PostureEdit> Rules(PostureView view)
    {
        foreach (var rule in Running(view))
        {
            var environment = rule.Product == "linux" ? Linux : Windows;
            yield return new PutDeployment(environment, new Deployment(new ItemKey(rule.Source, rule.ExternalId), Pick(rule.ExternalId, 12) == 0 ? DeploymentState.Planned : DeploymentState.Deployed, rule.Hash, Before(30 + Pick(rule.ExternalId, 300)), "Example SIEM", By: Said));
        }
    }

    /// <summary>One in five of the rules of weight.</summary>
    private static IEnumerable<DetectionRule> Running(PostureView view) => view.Catalogue.Rules
        .Where(rule => rule is { Counted: true, Product: "windows" or "linux", Level: "high" or "critical" } && Pick(rule.ExternalId, 5) == 0).OrderBy(rule => rule.ExternalId, StringComparer.Ordinal);

    private IEnumerable<PostureEdit> Controls(PostureView view) => view.Catalogue.Controls
        .Where(control => ScoringInput.Prevents(control) && Pick(control.ExternalId, 4) == 0).OrderBy(control => control.ExternalId, StringComparer.Ordinal)
        .Select(control => new PutImplementation(Windows, new Implementation(new ItemKey(control.Source, control.ExternalId), Pick(control.ExternalId, 3) == 0 ? ImplementationState.Full : ImplementationState.Partial, Product, Before(200))));

    /// <summary>One in six of the tests of techniques that a running rule names, with every outcome that there is.</summary>
    private IEnumerable<PostureEdit> Results(PostureView view)
    {
        var named = Running(view).SelectMany(rule => rule.Techniques.Select(technique => (technique, rule))).ToLookup(pair => pair.technique, pair => pair.rule, StringComparer.OrdinalIgnoreCase);
        return view.Catalogue.Tests.Where(test => named.Contains(test.Technique) && Pick(test.ExternalId, 6) == 0).OrderBy(test => test.ExternalId, StringComparer.Ordinal).Select(test => Result(test, named[test.Technique].First()));
    }

    private PutResult Result(AtomicTest test, DetectionRule rule)
    {
        var environment = Array.Exists(test.Platforms, platform => platform == "windows") ? Windows : Linux;
        var result = new TestResult($"{Prefix}{test.ExternalId}", new ItemKey(test.Source, test.ExternalId), Before(Pick(test.ExternalId, 200)), ResultState.Ran, Host: $"EXAMPLE-{1 + Pick(test.ExternalId, 3)}", By: Said);
        return new PutResult(environment, Pick(test.ExternalId + "outcome", 6) switch
        {
            0 => result with { Seen = Seen.Unknown, Stopped = Stopped.Yes },
            1 or 2 => result with { Seen = Seen.Alerted, Stopped = Stopped.No, AlertedBy = environment == Windows ? [new NamedItem(ItemKind.Rule, new ItemKey(rule.Source, rule.ExternalId), rule.Hash)] : [] },
            3 => result with { Seen = Seen.Logged, Stopped = Stopped.No },
            4 => result with { Seen = Seen.Nothing, Stopped = Stopped.No },
            _ => result with { State = ResultState.Pending },
        });
    }

    private DateTime Before(int days) => time.GetUtcNow().UtcDateTime.Date.AddDays(-days).AddHours(9) is var at && days == 0 ? time.GetUtcNow().UtcDateTime.AddMinutes(-1) : at;

    /// <summary>A number below <paramref name="of"/> that an identifier always gives (FNV-1a).</summary>
    private static int Pick(string id, uint of) => (int)(id.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u) / 7 % of);
}
