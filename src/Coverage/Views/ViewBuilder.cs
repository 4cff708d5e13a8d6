using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;

namespace Coverage.Views;

/// <summary>Builds a view of what the database holds: resolves every reference anew and joins everything, counting in groups, once.</summary>
public sealed class ViewBuilder
{
    private static readonly string[] Levels = ["critical", "high", "medium", "low", "informational"];

    private readonly CatalogContent content;
    private readonly TechniqueResolver resolver;
    private readonly Dictionary<string, TechniqueEntry> entries = new(StringComparer.Ordinal);
    private readonly List<CatalogLink> links = [];
    private readonly List<CatalogLink> controlLinks = [];

    private ViewBuilder(CatalogContent content)
    {
        this.content = content;
        var order = content.Sources.Select((source, place) => (source.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        Techniques = [.. content.Items.OfType<Technique>().OrderBy(technique => order[technique.Source])];
        resolver = new TechniqueResolver(Techniques);
    }

    private IReadOnlyList<Technique> Techniques { get; }

    /// <summary>Builds the view.</summary>
    public static CoverageView Build(CatalogContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new ViewBuilder(content).Build();
    }

    private CoverageView Build()
    {
        AddTechniques();
        var rules = Items<DetectionRule>();
        var tests = Items<AtomicTest>();
        LinkRules(rules);
        LinkTests(tests);
        LinkControls();
        Relate();
        foreach (var entry in entries.Values) Count(entry);
        links.Sort(ByWritten);
        controlLinks.Sort(ByWritten);
        return new CoverageView(content, Domains(), entries, links, controlLinks, Pairs(rules, tests));
    }

    /// <summary>The items of a type in the order of their sources: where two hold the same identifier, the first has it.</summary>
    private List<T> Items<T>()
        where T : CatalogItem
    {
        var place = content.Sources.Select((source, i) => (source.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return [.. content.Items.OfType<T>().OrderBy(item => place[item.Source])];
    }

    private void AddTechniques()
    {
        foreach (var technique in Techniques)
        {
            if (!entries.TryGetValue(technique.ExternalId, out var other) || (!other.Technique.IsLive && technique.IsLive)) entries[technique.ExternalId] = new TechniqueEntry(technique);
        }

        var tactics = content.Items.OfType<Tactic>().ToLookup(tactic => (tactic.Domain, tactic.ShortName));
        foreach (var entry in entries.Values)
        {
            entry.Reference = resolver.Resolve(entry.Id);
            entry.Parent = entry.Technique.ParentId is { } parent ? entries.GetValueOrDefault(parent) : null;
            entry.Tactics = [.. entry.Technique.Tactics.SelectMany(name => tactics[(entry.Technique.Domain, name)].Take(1)).OrderBy(tactic => tactic.Position)];
        }

        foreach (var family in entries.Values.Where(entry => entry is { Parent: not null, Technique.IsLive: true }).GroupBy(entry => entry.Parent!))
        {
            family.Key.Subtechniques = [.. family.OrderBy(entry => entry.Id, StringComparer.Ordinal)];
        }

        foreach (var migrated in entries.Values.Where(entry => entry.Reference.Resolution == Resolution.Migrated).GroupBy(entry => entry.Reference.Technique!.ExternalId))
        {
            entries[migrated.Key].Predecessors = [.. migrated.Select(entry => entry.Id).Order(StringComparer.Ordinal)];
        }
    }

    private void LinkRules(List<DetectionRule> rules)
    {
        var found = new Dictionary<string, List<DetectionRule>>(StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            // Every link is told; of a rule that several sources hold, the first source's counts.
            var counts = met.Add(rule.ExternalId);
            foreach (var written in rule.Techniques)
            {
                var link = Link(written, rule, LinkOrigin.Tag);
                if (counts && link.Technique.Length > 0) Add(found, link.Technique, rule);
            }
        }

        foreach (var (id, named) in found)
        {
            // Once for each technique, however often it is named there.
            var distinct = named.DistinctBy(rule => rule.ExternalId).OrderBy(rule => rule.LogSource, StringComparer.Ordinal)
                .ThenBy(rule => Level(rule.Level)).ThenBy(rule => rule.Title, StringComparer.Ordinal).ToList();
            entries[id].Rules = [.. distinct.Where(rule => rule.Counted)];
            entries[id].ListedRules = [.. distinct.Where(rule => !rule.Counted)];
        }
    }

    private void LinkTests(List<AtomicTest> tests)
    {
        var found = new Dictionary<string, List<AtomicTest>>(StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var test in tests)
        {
            var link = Link(test.Technique, test, LinkOrigin.Tag);
            if (met.Add(test.ExternalId) && link.Technique.Length > 0) Add(found, link.Technique, test);
        }

        foreach (var (id, named) in found)
        {
            entries[id].Tests = [.. named.DistinctBy(test => test.ExternalId).OrderBy(test => test.Technique, StringComparer.Ordinal).ThenBy(test => test.Number)];
        }
    }

    private void LinkControls()
    {
        var found = new Dictionary<string, List<ControlEntry>>(StringComparer.Ordinal);
        foreach (var group in Items<DefensiveTechnique>().GroupBy(control => control.Source))
        {
            var derived = new DerivedControls(content.Items.OfType<OffensiveTechnique>().Where(technique => technique.Source == group.Key), group);
            foreach (var control in derived.All(includeDeprecated: true))
            {
                var reference = resolver.Resolve(control.Technique);
                var link = new CatalogLink(reference, control.Control, LinkOrigin.Inferred, control);
                controlLinks.Add(link);
                if (control.Derivation == ControlDerivation.Direct) links.Add(link);
                if (reference.Technique is { } technique) Add(found, technique.ExternalId, new ControlEntry(control, reference));
            }
        }

        foreach (var (id, controls) in found)
        {
            entries[id].Controls = [.. controls.OrderBy(control => control.Link.Derivation).ThenBy(control => control.Reference.Resolution).DistinctBy(control => control.Control.ExternalId)
                .OrderBy(control => control.Link.Derivation).ThenBy(control => D3fendPaths.Doubts(control.Link.Path)).ThenBy(control => control.Control.Title, StringComparer.Ordinal)];
        }
    }

    private CatalogLink Link(string written, CatalogItem item, LinkOrigin origin)
    {
        var link = new CatalogLink(resolver.Resolve(written), item, origin);
        links.Add(link);
        return link;
    }

    /// <summary>Actors, mitigations and detections name techniques of their own release: current identifiers, resolved all the same.</summary>
    private void Relate()
    {
        var actors = content.Items.OfType<Actor>().Where(actor => actor.IsLive).ToList();
        Relate(actors.Where(actor => actor.Kind == ItemKind.Group), actor => actor.Uses, (entry, list) => entry.Groups = [.. list.OrderBy(actor => actor.Title, StringComparer.OrdinalIgnoreCase)]);
        Relate(actors.Where(actor => actor.Kind == ItemKind.Software), actor => actor.Uses, (entry, list) => entry.Software = [.. list.OrderBy(actor => actor.Title, StringComparer.OrdinalIgnoreCase)]);
        Relate(actors.Where(actor => actor.Kind == ItemKind.Campaign), actor => actor.Uses, (entry, list) => entry.Campaigns = [.. list.OrderBy(actor => actor.Title, StringComparer.OrdinalIgnoreCase)]);
        Relate(content.Items.OfType<Mitigation>().Where(item => item.IsLive), item => item.Techniques, (entry, list) => entry.Mitigations = [.. list.OrderBy(item => item.ExternalId, StringComparer.Ordinal)]);
        Relate(content.Items.OfType<DetectionStrategy>().Where(item => item.IsLive), item => item.Techniques, (entry, list) => entry.Strategies = [.. list.OrderBy(item => item.ExternalId, StringComparer.Ordinal)]);
        Relate(content.Items.OfType<DataComponent>().Where(item => item.IsLive), item => item.Techniques, (entry, list) => entry.DataComponents = [.. list.OrderBy(item => item.ExternalId, StringComparer.Ordinal)]);
    }

    private void Relate<T>(IEnumerable<T> items, Func<T, string[]> named, Action<TechniqueEntry, IEnumerable<T>> set)
        where T : AttackItem
    {
        var found = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            foreach (var id in named(item))
            {
                if (resolver.Resolve(id).Technique is { } technique) Add(found, technique.ExternalId, item);
            }
        }

        foreach (var (id, list) in found) set(entries[id], list.DistinctBy(item => item.ExternalId));
    }

    private List<CatalogLink> Pairs(List<DetectionRule> rules, List<AtomicTest> tests)
    {
        var byGuid = tests.DistinctBy(test => test.ExternalId).ToDictionary(test => test.ExternalId, StringComparer.Ordinal);
        var pairs = new List<CatalogLink>();
        foreach (var rule in rules)
        {
            foreach (var guid in rule.SimulatedBy)
            {
                var test = byGuid.GetValueOrDefault(guid);
                var reference = test is null
                    ? new ResolvedReference("", Resolution.Unresolved, null, [], "no Atomic test of this GUID is loaded")
                    : resolver.Resolve(test.Technique);
                pairs.Add(new CatalogLink(reference, rule, LinkOrigin.Simulation, Test: test, TestGuid: guid));
            }
        }

        pairs.Sort(ByWritten);
        return pairs;
    }

    private static void Count(TechniqueEntry entry)
    {
        entry.RuleCount = Count(entry, family => family.Rules, rule => rule.ExternalId);
        entry.TestCount = Count(entry, family => family.Tests, test => test.ExternalId);
        entry.ControlCount = Count(entry, family => family.DirectControls, control => control.Control.ExternalId);
    }

    private static ItemCount Count<T>(TechniqueEntry entry, Func<TechniqueEntry, IEnumerable<T>> items, Func<T, string> id)
    {
        var own = items(entry).Count();
        return new ItemCount(own, entry.Subtechniques.Count == 0 ? own : entry.Subtechniques.Prepend(entry).SelectMany(items).DistinctBy(id).Count());
    }

    private List<DomainView> Domains()
    {
        var domains = new List<DomainView>();
        foreach (var domain in entries.Values.Where(entry => entry.Technique.IsLive).GroupBy(entry => entry.Technique.Domain).OrderBy(group => group.Key))
        {
            var live = domain.OrderBy(entry => entry.Id, StringComparer.Ordinal).ToList();
            var version = content.Sources.FirstOrDefault(source => source.Domain == domain.Key)?.Version ?? "";
            var tactics = content.Items.OfType<Tactic>().Where(tactic => tactic.Domain == domain.Key && tactic.IsLive).DistinctBy(tactic => tactic.ShortName).OrderBy(tactic => tactic.Position);
            domains.Add(new DomainView(domain.Key, version, [.. tactics.Select(tactic => Column(tactic, live)).Where(column => column.Rows.Count > 0)], live));
        }

        return domains;
    }

    private static TacticColumn Column(Tactic tactic, List<TechniqueEntry> live)
    {
        var members = live.Where(entry => entry.Technique.Tactics.Contains(tactic.ShortName)).ToHashSet();
        var heads = members.Where(entry => entry.Parent is null || !members.Contains(entry.Parent));
        return new TacticColumn(tactic, [.. heads.OrderBy(entry => entry.Technique.Title, StringComparer.OrdinalIgnoreCase).Select(head => new TacticRow(head, [.. head.Subtechniques.Where(members.Contains)]))]);
    }

    private static int ByWritten(CatalogLink a, CatalogLink b)
    {
        var order = string.CompareOrdinal(a.Reference.Written, b.Reference.Written);
        if (order == 0) order = string.CompareOrdinal(a.Item.ExternalId, b.Item.ExternalId);
        if (order == 0) order = string.CompareOrdinal(a.Item.Source, b.Item.Source);
        return order != 0 ? order : string.CompareOrdinal(a.TestGuid, b.TestGuid);
    }

    private static int Level(string level) => Array.IndexOf(Levels, level) is var place and >= 0 ? place : Levels.Length;

    private static void Add<T>(Dictionary<string, List<T>> found, string key, T value)
    {
        if (!found.TryGetValue(key, out var list)) found[key] = list = [];
        list.Add(value);
    }
}
