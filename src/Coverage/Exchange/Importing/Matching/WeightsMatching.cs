using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>A layer becomes the threat profile of its name; actors that were chosen for it stay.</summary>
internal sealed class WeightsMatching(PreviewBuilder builder, IReadOnlyList<WeightsClaim> claims)
{
    private readonly TechniqueResolver resolver = new(builder.View.Catalogue.Items.OfType<Technique>());
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public void Run()
    {
        for (var i = 0; i < claims.Count; i++) Put(i, claims[i]);
    }

    private void Put(int i, WeightsClaim claim)
    {
        var weights = Weights(claim);
        var key = KeyOf(claim.Name);
        var before = builder.View.Posture.Profiles.GetValueOrDefault(key);
        if (weights.Count == 0) builder.Reject(claim.Place, "The layer names no technique that is known here.");
        else if (!seen.Add(key)) builder.Reject(claim.Place, $"Another layer has the name '{claim.Name}' as well; the first one is taken.");
        else
        {
            var after = before is null ? new ThreatProfile(key, claim.Name, [], weights) : before with { Weights = weights };
            var same = before is not null && before.Weights.SequenceEqual(weights);
            builder.Add(new ImportEntry(i, claim.Place, claim.Name, $"weights of {weights.Count:N0} techniques") { By = MatchedBy.Profile, Target = new ItemKey("profile", key), TargetTitle = before is null ? "a new profile" : before.Name }, !same);
            if (!same) builder.Edit(new PutProfile(after));
        }
    }

    /// <summary>Revoked techniques hand their weight on; of two that meet, the higher holds.</summary>
    private ImmutableSortedDictionary<string, double> Weights(WeightsClaim claim)
    {
        var weights = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (written, weight) in claim.Weights)
        {
            var reference = resolver.Resolve(written);
            if (reference.Technique is not { } technique) builder.Reject(claim.Place, $"{written} is left out: {reference.Reason}.");
            else weights[technique.ExternalId] = Math.Max(weight, weights.GetValueOrDefault(technique.ExternalId));
        }

        return weights.ToImmutable();
    }

    private static string KeyOf(string name)
    {
        var key = string.Join('-', string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return key.Length == 0 ? "layer" : key[..Math.Min(key.Length, 60)];
    }
}
