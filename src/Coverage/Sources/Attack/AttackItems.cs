using Coverage.Catalog;

namespace Coverage.Sources.Attack;

/// <summary>Makes the catalogue's items of a bundle's objects and relationships.</summary>
internal sealed class AttackItems(AttackBundle bundle, Reading reading)
{
    private const string Report = "Report it to the publisher of the bundle.";

    private readonly Dictionary<(string Type, string Source), List<string>> targets = [];
    private readonly Dictionary<string, string> parents = [];
    private readonly AttackDomain domain = bundle.Domain ?? AttackDomain.Enterprise;
    private readonly HashSet<(ItemKind, string)> seen = [];

    public void Add()
    {
        foreach (var relationship in bundle.Relationships)
        {
            if (!relationship.Revoked && !relationship.Deprecated) Relate(relationship);
        }

        var order = bundle.TacticOrder;
        foreach (var stix in bundle.Objects.Values.OrderBy(stix => stix.Revoked || stix.Deprecated))
        {
            if (Make(stix, order) is { } item && Complete(item, stix)) reading.Add(item);
        }
    }

    private void Relate(StixObject relationship)
    {
        if (relationship.RelationshipType == "subtechnique-of")
        {
            var child = relationship.SourceRef;
            if (!parents.TryAdd(child, relationship.TargetRef) && parents[child] != relationship.TargetRef)
            {
                reading.Reject(bundle.Path, 0, $"The technique {IdOf(child)} has two parents, {IdOf(parents[child])} and {IdOf(relationship.TargetRef)}; its identifier decides.", Report);
            }

            return;
        }

        var key = (relationship.RelationshipType, relationship.SourceRef);
        if (!targets.TryGetValue(key, out var list)) targets[key] = list = [];
        list.Add(relationship.TargetRef);
    }

    private AttackItem? Make(StixObject stix, IReadOnlyList<string> order) => stix.Type switch
    {
        "attack-pattern" => MakeTechnique(stix),
        "x-mitre-tactic" => new Tactic { Domain = domain, ShortName = stix.ShortName, Position = Position(order, stix.Id), StixId = stix.Id, Deprecated = stix.Deprecated, Revoked = stix.Revoked, Version = stix.Version, Modified = PlainText.Date(stix.Modified), Url = stix.Url },
        "intrusion-set" => MakeActor(stix, ItemKind.Group, ""),
        "malware" or "tool" => MakeActor(stix, ItemKind.Software, stix.Type),
        "campaign" => MakeActor(stix, ItemKind.Campaign, ""),
        "course-of-action" => new Mitigation { Domain = domain, Techniques = Techniques("mitigates", stix), StixId = stix.Id, Deprecated = stix.Deprecated, Revoked = stix.Revoked, Version = stix.Version, Modified = PlainText.Date(stix.Modified), Url = stix.Url },
        "x-mitre-data-component" => new DataComponent { Domain = domain, Techniques = Techniques("detects", stix), StixId = stix.Id, Deprecated = stix.Deprecated, Revoked = stix.Revoked, Version = stix.Version, Modified = PlainText.Date(stix.Modified), Url = stix.Url },
        "x-mitre-detection-strategy" => new DetectionStrategy { Domain = domain, Analytics = Identifiers(stix.AnalyticRefs), Techniques = Techniques("detects", stix), StixId = stix.Id, Deprecated = stix.Deprecated, Revoked = stix.Revoked, Version = stix.Version, Modified = PlainText.Date(stix.Modified), Url = stix.Url },
        "x-mitre-analytic" => MakeAnalytic(stix),
        _ => null,
    };

    private Technique? MakeTechnique(StixObject stix)
    {
        if (AttackId.Parse(stix.ExternalId) is not { } id)
        {
            reading.Reject(bundle.Path, 0, $"The technique '{PlainText.Line(stix.Name, 100)}' ({PlainText.Line(stix.Id, 200)}) has no identifier such as T1219.", Report);
            return null;
        }

        var parent = parents.TryGetValue(stix.Id, out var reference) ? IdOf(reference) : null;
        return new Technique
        {
            Domain = domain,
            ParentId = AttackId.ParentOf(id) ?? (stix.IsSubtechnique ? parent : null),
            Tactics = [.. stix.Phases.Distinct()],
            Platforms = [.. stix.Platforms.Distinct()],
            RevokedBy = stix.Revoked ? Techniques("revoked-by", stix) : [],
            Revoked = stix.Revoked,
            Deprecated = stix.Deprecated,
            StixId = stix.Id,
            Version = stix.Version,
            Modified = PlainText.Date(stix.Modified),
            Url = stix.Url,
        };
    }

    private Actor MakeActor(StixObject stix, ItemKind kind, string type) => new()
    {
        ActorKind = kind,
        Domain = domain,
        Aliases = [.. stix.Aliases.Where(alias => alias != stix.Name).Select(alias => PlainText.Line(alias, 200)).Distinct()],
        Uses = Techniques("uses", stix),
        Software = Identifiers(Targets("uses", stix).Where(target => target.StartsWith("malware--", StringComparison.Ordinal) || target.StartsWith("tool--", StringComparison.Ordinal))),
        AttributedTo = Identifiers(Targets("attributed-to", stix)),
        RevokedBy = stix.Revoked ? Identifiers(Targets("revoked-by", stix)) : [],
        SoftwareType = type,
        Platforms = [.. stix.Platforms.Distinct()],
        Revoked = stix.Revoked,
        Deprecated = stix.Deprecated,
        StixId = stix.Id,
        Version = stix.Version,
        Modified = PlainText.Date(stix.Modified),
        Url = stix.Url,
    };

    private Analytic MakeAnalytic(StixObject stix) => new()
    {
        Domain = domain,
        Platforms = [.. stix.Platforms.Distinct()],
        LogSources = [.. stix.LogSources.Select(source => new AnalyticLogSource(IdOf(source.Component), PlainText.Line(source.Name, 200), PlainText.Line(source.Channel)))],
        StixId = stix.Id,
        Revoked = stix.Revoked,
        Deprecated = stix.Deprecated,
        Version = stix.Version,
        Modified = PlainText.Date(stix.Modified),
        Url = stix.Url,
    };

    /// <summary>Sets what every item has; false if the item cannot be known by an identifier of its own.</summary>
    private bool Complete(AttackItem item, StixObject stix)
    {
        item.ExternalId = item is Technique ? AttackId.Parse(stix.ExternalId)! : stix.ExternalId.Length > 0 ? stix.ExternalId : PlainText.Line(stix.Id, 200);
        item.Title = PlainText.Line(stix.Name);
        item.Hash = stix.Hash;
        item.Text = stix.Description.Length > 0 ? stix.Description : null;
        if (item.Title.Length == 0)
        {
            reading.Reject(bundle.Path, 0, $"The {stix.Type} {item.ExternalId} has no name.", Report);
            return false;
        }

        if (seen.Add((item.Kind, item.ExternalId))) return true;

        // Two STIX objects share an identifier when one was revoked for the other; the live one came first.
        if (item.IsLive) reading.Reject(bundle.Path, 0, $"The identifier {item.ExternalId} is used by two live objects; {PlainText.Line(stix.Id, 200)} is left out.", Report);
        return false;
    }

    private static int Position(IReadOnlyList<string> order, string id)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i] == id) return i;
        }

        return order.Count;
    }

    private List<string> Targets(string type, StixObject source) => targets.GetValueOrDefault((type, source.Id)) ?? [];

    private string[] Techniques(string type, StixObject source)
    {
        return Identifiers(Targets(type, source).Where(target => target.StartsWith("attack-pattern--", StringComparison.Ordinal)));
    }

    private string[] Identifiers(IEnumerable<string> references)
    {
        return [.. references.Select(IdOf).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    private string IdOf(string reference) => bundle.Objects.TryGetValue(reference, out var stix) ? stix.ExternalId : "";
}
