using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// What counts for what, by indices: the catalogue's links with people's links, suppressions and own rules over them.
/// Own rules follow the catalogue's and keep their place from one index to the next, so that what is indexed by rule
/// outlives an edit as long as <see cref="RuleCapacity"/> does.
/// </summary>
internal sealed class LinkIndex
{
    private const int Slack = 64;
    private readonly Dictionary<ItemKey, int> own;
    private readonly List<LogSource> logSources;

    private LinkIndex(ScoringInput input, OrganisationPosture posture, LinkIndex? previous)
    {
        Input = input;
        own = previous is null ? [] : new Dictionary<ItemKey, int>(previous.own);
        logSources = previous is null ? [.. input.LogSources] : [.. previous.logSources];
        foreach (var key in posture.OwnRules.Keys.Where(key => !own.ContainsKey(key)).OrderBy(key => key.Id, StringComparer.Ordinal).ToList()) own[key] = input.Rules.Length + own.Count;
        RuleCapacity = input.Rules.Length + ((own.Count + Slack) / Slack * Slack);
        OwnRules = own.Keys.ToDictionary(key => own[key], key => posture.OwnRules.GetValueOrDefault(key));
        RuleLogSources = Extended(input.RuleLogSources);
        foreach (var (r, rule) in OwnRules) RuleLogSources[r] = rule is null ? [] : [LogSourceIndex(rule.LogSource)];
        SourcePlatforms = [.. logSources.Select(PlatformsOf)];

        var ends = new LinkOverlay(this, posture);
        Techniques = ends.Techniques();
        RuleTechniques = ends.Merge(Extended(input.Links.RuleTechniques), ItemKind.Rule, end => end.Item, end => end.Technique);
        TestTechniques = ends.Merge([.. input.Links.TestTechniques], ItemKind.Test, end => end.Item, end => end.Technique);
        ControlTechniques = ends.Merge([.. input.Links.ControlTechniques], ItemKind.DefensiveTechnique, end => end.Item, end => end.Technique);
        RuleTests = ends.Merge(Extended(input.Links.RuleTests), ItemKind.Rule, end => end.Item, end => end.Test);
        TestRules = ends.Merge([.. input.Links.TestRules], ItemKind.Rule, end => end.Test, end => end.Item);
    }

    public ScoringInput Input { get; }

    /// <summary>The length of whatever is indexed by rule; grows in leaps.</summary>
    public int RuleCapacity { get; }

    /// <summary>Own rules by index; null for one that was withdrawn and whose place is kept.</summary>
    public Dictionary<int, OwnRule?> OwnRules { get; }

    public IReadOnlyList<LogSource> LogSources => logSources;

    /// <summary>By log source: the platforms that can have it; all of them where its product does not tell.</summary>
    public ulong[] SourcePlatforms { get; }

    public TechniqueLinks[] Techniques { get; }

    public int[][] RuleLogSources { get; }

    public int[][] RuleTechniques { get; }

    public int[][] TestTechniques { get; }

    public int[][] ControlTechniques { get; }

    public int[][] RuleTests { get; }

    public int[][] TestRules { get; }

    public static LinkIndex Build(ScoringInput input, OrganisationPosture posture, LinkIndex? previous = null) => new(input, posture, previous);

    /// <summary>The index of a rule of the catalogue or of an own rule that exists, else -1.</summary>
    public int RuleOf(ItemKey key)
    {
        if (Input.RuleIndex.TryGetValue(key, out var rule)) return rule;
        return own.TryGetValue(key, out var place) && OwnRules[place] is not null ? place : -1;
    }

    /// <summary>The key of a rule by its index.</summary>
    public ItemKey KeyOfRule(int rule) => rule < Input.Rules.Length ? ScoringInput.KeyOf(Input.Rules[rule]) : own.First(pair => pair.Value == rule).Key;

    /// <summary>Whether a rule is something to propose: not deprecated, unsupported or gone.</summary>
    public bool IsProposable(int rule) => rule < Input.Rules.Length ? Input.Rules[rule].Counted : OwnRules.GetValueOrDefault(rule) is not null;

    /// <summary>The platforms that can have a log source; all of them where its product does not tell.</summary>
    public ulong PlatformsOf(LogSource source) => Input.Platforms.Bits(ProductPlatforms.Of(source.Product)) is var bits and not 0 ? bits : ulong.MaxValue;

    /// <summary>Whether a rule can see anything where some platforms are: its log sources are of theirs.</summary>
    public bool Fits(int rule, ulong platforms)
    {
        foreach (var source in RuleLogSources[rule])
        {
            if ((SourcePlatforms[source] & platforms) == 0) return false;
        }

        return true;
    }

    /// <summary>
    /// How much work collecting a log source is: the number of those that it covers, that are of some platforms and not
    /// collected yet, at least itself. An entry that states only a product stands for all of the product's.
    /// </summary>
    public int SourcesBehind(LogSource stated, ulong platforms, Predicate<int> isCollected)
    {
        var count = 0;
        for (var source = 0; source < logSources.Count; source++)
        {
            if ((SourcePlatforms[source] & platforms) != 0 && stated.Covers(logSources[source]) && !isCollected(source)) count++;
        }

        return Math.Max(1, count);
    }

    /// <summary>The index of a test by its GUID, whichever source holds it, else -1.</summary>
    public int TestOf(ItemKey key) => Input.TestIndex.GetValueOrDefault(key.Id, -1);

    /// <summary>The index of a control by its D3FEND identifier, whichever source holds it, else -1.</summary>
    public int ControlOf(ItemKey key) => Input.ControlIndex.GetValueOrDefault(key.Id, -1);

    private int LogSourceIndex(LogSource source)
    {
        source = new LogSource(source.Product.ToLowerInvariant(), source.Category.ToLowerInvariant(), source.Service.ToLowerInvariant());
        var index = logSources.IndexOf(source);
        if (index >= 0) return index;
        logSources.Add(source);
        return logSources.Count - 1;
    }

    private int[][] Extended(int[][] byRule)
    {
        var extended = new int[RuleCapacity][];
        byRule.CopyTo(extended, 0);
        Array.Fill(extended, [], byRule.Length, RuleCapacity - byRule.Length);
        return extended;
    }
}
