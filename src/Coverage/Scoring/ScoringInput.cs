using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// The catalogue as scoring reads it: indices and arrays, built once for a generation and shared by every score.
/// Techniques are in the order of their identifiers.
/// </summary>
public sealed class ScoringInput
{
    private readonly TechniqueResolver resolver;
    private readonly Dictionary<string, int> techniqueIndex = new(StringComparer.OrdinalIgnoreCase);

    private ScoringInput(ScoringCatalogue catalogue)
    {
        resolver = new TechniqueResolver(catalogue.Techniques);
        Techniques = [.. catalogue.Techniques.Where(technique => technique.IsLive).DistinctBy(technique => technique.ExternalId).OrderBy(technique => technique.ExternalId, StringComparer.Ordinal)];
        for (var i = 0; i < Techniques.Length; i++) techniqueIndex[Techniques[i].ExternalId] = i;
        TechniquePlatforms = [.. Techniques.Select(technique => Platforms.Learn(technique.Platforms))];
        Parents = [.. Techniques.Select(technique => technique.ParentId is { } parent ? techniqueIndex.GetValueOrDefault(parent, -1) : -1)];
        var children = Enumerable.Range(0, Techniques.Length).ToLookup(i => Parents[i]);
        Children = [.. Enumerable.Range(0, Techniques.Length).Select(i => children[i].ToArray())];

        Rules = [.. catalogue.Rules.Where(rule => rule.Form != RuleForm.Filter).DistinctBy(KeyOf)];
        RuleIndex = Rules.Select((rule, i) => (Key: KeyOf(rule), i)).ToDictionary(pair => pair.Key, pair => pair.i);
        (LogSources, RuleLogSources) = RuleSources.Of(Rules);
        Tests = [.. catalogue.Tests.DistinctBy(test => test.ExternalId)];
        TestIndex = Tests.Select((test, i) => (test.ExternalId, i)).ToDictionary(pair => pair.ExternalId, pair => pair.i, StringComparer.OrdinalIgnoreCase);
        TestPlatforms = [.. Tests.Select(test => Platforms.Learn(test.Platforms))];
        Controls = [.. catalogue.Controls.DistinctBy(control => control.ExternalId)];
        ControlIndex = Controls.Select((control, i) => (control.ExternalId, i)).ToDictionary(pair => pair.ExternalId, pair => pair.i, StringComparer.OrdinalIgnoreCase);
        Links = new InputLinks(this, catalogue);
        Counted = [.. Enumerable.Range(0, Techniques.Length).Select(i => Children[i].Length == 0 || Links.Techniques[i].HasPublicRule || Links.Techniques[i].Tests.Length > 0)];
        Actors = catalogue.Actors.Where(actor => actor.IsLive).GroupBy(actor => actor.ExternalId, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.SelectMany(actor => actor.Uses).Select(TechniqueOf).Where(i => i >= 0).Distinct().Order().ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Builds it.</summary>
    public static ScoringInput Build(ScoringCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return new ScoringInput(catalogue);
    }

    /// <summary>How many techniques are scored: the live ones.</summary>
    public int TechniqueCount => Techniques.Length;

    /// <summary>The platforms of the catalogue: what the environment Default has.</summary>
    public PlatformTable Platforms { get; } = new();

    internal Technique[] Techniques { get; }

    internal ulong[] TechniquePlatforms { get; }

    internal int[] Parents { get; }

    internal int[][] Children { get; }

    internal bool[] Counted { get; }

    internal DetectionRule[] Rules { get; }

    internal Dictionary<ItemKey, int> RuleIndex { get; }

    internal LogSource[] LogSources { get; }

    internal int[][] RuleLogSources { get; }

    internal AtomicTest[] Tests { get; }

    internal Dictionary<string, int> TestIndex { get; }

    internal ulong[] TestPlatforms { get; }

    internal DefensiveTechnique[] Controls { get; }

    internal Dictionary<string, int> ControlIndex { get; }

    internal InputLinks Links { get; }

    internal Dictionary<string, int[]> Actors { get; }

    /// <summary>Every rule and correlation that is scored, those included that are gone upstream and still deployed.</summary>
    public IReadOnlyList<DetectionRule> KnownRules => Rules;

    /// <summary>The index of a technique by its identifier, followed along <c>revoked-by</c>; -1 if it leads nowhere.</summary>
    public int TechniqueOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (techniqueIndex.TryGetValue(id, out var index)) return index;
        lock (resolver)
        {
            return resolver.Resolve(id.ToUpperInvariant()).Technique is { } technique ? techniqueIndex.GetValueOrDefault(technique.ExternalId, -1) : -1;
        }
    }

    /// <summary>The identifier of a technique by its index.</summary>
    public string IdOf(int technique) => Techniques[technique].ExternalId;

    /// <summary>Whether a technique counts: a sub-technique, one without any, or a parent that a public rule or test names.</summary>
    public bool IsCounted(int technique) => Counted[technique];

    /// <summary>Whether a group, software or campaign of this identifier is known.</summary>
    public bool IsActor(string id) => Actors.ContainsKey(id);

    internal static ItemKey KeyOf(CatalogItem item) => new(item.Source, item.ExternalId);

    /// <summary>Whether a control stands where an attack is stopped.</summary>
    public static bool Prevents(DefensiveTechnique control) => Array.Exists(control.Tactics, tactic => tactic is "Harden" or "Isolate");
}
