using Coverage.Views.Scores;

namespace Coverage.Views.Profiles;

/// <summary>A technique that one of two profiles weighs, or both.</summary>
/// <param name="Technique">The technique.</param>
/// <param name="A">Its weight in the first; 0 for none.</param>
/// <param name="B">Its weight in the second; 0 for none.</param>
/// <param name="Coverage">Its Coverage, which is the same by any profile.</param>
public sealed record ComparedTechnique(TechniqueEntry Technique, double A, double B, double Coverage);

/// <summary>What two profiles have in common and what they have not: of the techniques that count.</summary>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
/// <param name="OnlyA">What only the first weighs, the heaviest first.</param>
/// <param name="OnlyB">What only the second weighs.</param>
/// <param name="Both">What both weigh.</param>
public sealed record ProfileComparison(ProfileView A, ProfileView B, IReadOnlyList<ComparedTechnique> OnlyA, IReadOnlyList<ComparedTechnique> OnlyB, IReadOnlyList<ComparedTechnique> Both)
{
    /// <summary>Compares two.</summary>
    public static ProfileComparison Of(ProfileView a, ProfileView b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (left, right) = (Standing(a), Standing(b));
        List<ComparedTechnique> all =
        [
            .. left.Keys.Union(right.Keys).Select(id => Compared(left.GetValueOrDefault(id), right.GetValueOrDefault(id)))
                .OrderByDescending(technique => technique.A + technique.B).ThenBy(technique => technique.Technique.Id, StringComparer.Ordinal),
        ];
        return new ProfileComparison(a, b, [.. all.Where(technique => technique.B == 0)], [.. all.Where(technique => technique.A == 0)], [.. all.Where(technique => technique is { A: > 0, B: > 0 })]);
    }

    private static ComparedTechnique Compared(WeightOf? a, WeightOf? b) => new((a ?? b)!.Technique, a?.Weight ?? 0, b?.Weight ?? 0, (a ?? b)!.Score.Coverage);

    private static Dictionary<string, WeightOf> Standing(ProfileView view) => view.Weights.Where(entry => entry.Score.Stands).ToDictionary(entry => entry.Technique.Id, StringComparer.Ordinal);
}
