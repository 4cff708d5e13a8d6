using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// What each technique weighs: without a profile 1; else how many of the chosen actors use it, or what is typed. The
/// weight of a parent that does not count is split evenly over its sub-techniques, and its own stays as it is shown.
/// </summary>
internal static class ProfileWeights
{
    public static double[] Of(ScoringInput input, ThreatProfile? profile)
    {
        var weights = new double[input.Techniques.Length];
        if (profile is null)
        {
            Array.Fill(weights, 1);
            return weights;
        }

        foreach (var actor in profile.Actors.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var technique in input.Actors.GetValueOrDefault(actor) ?? []) weights[technique]++;
        }

        var typed = profile.Weights.Select(pair => (Technique: input.TechniqueOf(pair.Key), Weight: pair.Value)).Where(pair => pair.Technique >= 0).GroupBy(pair => pair.Technique);

        // Two old identifiers may have become one technique: it matters as much as the weightier of them.
        foreach (var group in typed) weights[group.Key] = group.Max(pair => pair.Weight);
        for (var parent = 0; parent < weights.Length; parent++)
        {
            if (input.Counted[parent] || weights[parent] == 0) continue;
            foreach (var child in input.Children[parent]) weights[child] += weights[parent] / input.Children[parent].Length;
        }

        return weights;
    }
}
