using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>
/// Rules in use become deployments. Several claims of one rule are one deployment: it is deployed if any says so. What a
/// file does not state stays as it is recorded.
/// </summary>
internal sealed class RuleMatching(PreviewBuilder builder, IReadOnlyList<RuleClaim> claims)
{
    private readonly RuleIndex index = new(builder.View);
    private readonly TechniqueResolver resolver = new(builder.View.Catalogue.Items.OfType<Technique>());
    private readonly List<(ImportEntry Entry, RuleClaim Claim)> found = [];
    private readonly Dictionary<string, List<RuleClaim>> made = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<LinkEnds> linked = [];

    public void Run()
    {
        for (var i = 0; i < claims.Count; i++) Look(i, claims[i]);
        foreach (var group in found.GroupBy(pair => pair.Entry.Target)) Deploy(group.Key, [.. group]);
        foreach (var (id, group) in made) Make(ItemKey.Own(id), group);
    }

    private void Look(int i, RuleClaim claim)
    {
        var (by, keys) = index.Find(claim.Id, claim.Title, claim.Mentioned);
        if (keys.Count > 1) (by, keys) = Settle(i, by, keys);
        var entry = new ImportEntry(i, claim.Place, claim.Name, Says(claim.State)) { By = by };
        if (keys.Count == 1) found.Add((entry with { Target = keys[0], TargetTitle = builder.View.TitleOf(keys[0]) }, claim));
        else if (keys.Count > 1)
        {
            builder.AddAmbiguous(entry with { Candidates = index.Candidates(keys), Techniques = Known(claim) });
            if (builder.Choices.Ambiguous == Leftover.Own) Own(claim);
        }
        else if (claim.IsDoubtful) builder.Reject(claim.Place, $"'{claim.Name}' neither alerts nor names a technique: it looks like a report, and no rule of this name is known.");
        else
        {
            builder.AddUnknown(entry with { Techniques = Known(claim) });
            if (builder.Choices.Unknown == Leftover.Own) Own(claim);
        }
    }

    /// <summary>Which of several is meant: the one that a person picked, else the only one that is recorded here.</summary>
    private (MatchedBy By, IReadOnlyList<ItemKey> Keys) Settle(int i, MatchedBy by, IReadOnlyList<ItemKey> keys)
    {
        if (builder.Choices.Picks.TryGetValue(i, out var pick) && keys.Contains(pick)) return (MatchedBy.Picked, [pick]);
        var here = keys.Where(builder.Environment.Deployments.ContainsKey).ToList();
        return here.Count == 1 ? (by, here) : (by, keys);
    }

    private void Deploy(ItemKey key, IReadOnlyList<(ImportEntry Entry, RuleClaim Claim)> group)
    {
        var before = builder.Environment.Deployments.GetValueOrDefault(key);
        var after = Merged(before, key, [.. group.Select(pair => pair.Claim)]);
        if (after.Problems(builder.Now).ToList() is { Count: > 0 } problems)
        {
            foreach (var (_, claim) in group) builder.Reject(claim.Place, string.Join(' ', problems));
            return;
        }

        // An own rule names techniques that only a newer ATT&CK knows: they are linked when its file comes again.
        List<string> links = key.IsOwn ? [.. group.SelectMany(pair => Link(key, pair.Claim))] : [];
        var says = links.Count > 0 ? $"{Says(after.State)}, linked to {string.Join(", ", links)}" : Says(after.State);
        var pinned = after.Hash.Length > 0 && after.Hash != before?.Hash && group.All(pair => pair.Claim.Hash != after.Hash);
        foreach (var (entry, _) in group) builder.Add(entry with { Says = says, IsPinned = pinned }, changes: links.Count > 0 || after != before);
        if (after != before) builder.Edit(new PutDeployment(builder.Choices.Environment, after));
    }

    /// <summary>Of several claims the first that is furthest along speaks; equal ones in the order of their content, so that the order of files does not matter.</summary>
    private Deployment Merged(Deployment? before, ItemKey key, IEnumerable<RuleClaim> claims)
    {
        var claim = claims.OrderBy(one => one.State switch { DeploymentState.Deployed => 0, DeploymentState.Planned => 1, _ => 2 })
            .ThenBy(one => one.Id, StringComparer.Ordinal).ThenBy(one => one.Hash, StringComparer.Ordinal).ThenBy(one => one.Title, StringComparer.Ordinal).First();
        before ??= new Deployment(key, claim.State);
        return before with
        {
            State = claim.State,
            Hash = Stated(Stated(claim.Hash, before.Hash), claim.State == DeploymentState.Deployed ? Assumed(key) : ""),
            Since = claim.Since ?? before.Since,
            Where = Stated(claim.Where, before.Where),
            By = Stated(claim.Owner, before.By),
            Note = Stated(claim.Note, before.Note),
        };
    }

    private void Own(RuleClaim claim)
    {
        var id = RuleIndex.OwnId(claim.Id, claim.Title);
        if (made.TryGetValue(id, out var claims)) claims.Add(claim);
        else made[id] = [claim];
    }

    private void Make(ItemKey key, List<RuleClaim> group)
    {
        var claim = group[0];
        var rule = new OwnRule(key, claim.Name, claim.LogSource, claim.Owner);
        var deployment = Merged(builder.Environment.Deployments.GetValueOrDefault(key), key, group);
        if (rule.Problems().Concat(deployment.Problems(builder.Now)).ToList() is { Count: > 0 } problems)
        {
            builder.Reject(claim.Place, string.Join(' ', problems));
            return;
        }

        if (group.Count > 1) builder.Remark(claim.Place, $"'{claim.Name}' stands there {group.Count:N0} times; it becomes one own rule.");
        builder.Edit(new PutOwnRule(rule));
        foreach (var one in group) Link(key, one);
        builder.Edit(new PutDeployment(builder.Choices.Environment, deployment));
    }

    /// <returns>The techniques that it was not linked to and is now.</returns>
    private List<string> Link(ItemKey key, RuleClaim claim)
    {
        var posture = builder.View.Posture;
        List<LinkEnds> added = [.. Known(claim).Select(technique => new LinkEnds(ItemKind.Rule, key, technique)).Where(ends => !posture.Links.ContainsKey(ends) && !posture.Suppressions.ContainsKey(ends) && linked.Add(ends))];
        foreach (var ends in added) builder.Edit(new PutLink(new ManualLink(ends, $"The rule names it ({claim.Place.File}).")));

        foreach (var technique in claim.Techniques.Select(resolver.Resolve).Where(reference => reference.Technique is null))
        {
            builder.Remark(claim.Place, $"'{claim.Name}' names {technique.Written}, and is not linked to it: {technique.Reason}.{(technique.Resolution == Resolution.Unresolved ? " Import the file again once an ATT&CK that knows it is loaded." : "")}");
        }

        return [.. added.Select(ends => ends.Technique)];
    }

    /// <summary>The live techniques that a rule names, followed along <c>revoked-by</c>.</summary>
    private IReadOnlyList<string> Known(RuleClaim claim) => [.. claim.Techniques.Select(id => resolver.Resolve(id).Technique?.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>What is taken to run where neither the file nor what is recorded says so.</summary>
    private string Assumed(ItemKey key) => builder.Choices.Content == UnstatedContent.Published && builder.View.IsPublished(key) ? builder.View.Rule(key)?.Hash ?? "" : "";

    private static string Stated(string stated, string before) => stated.Length > 0 ? stated : before;

    private static string Says(DeploymentState state) => state.ToString().ToLowerInvariant();
}
