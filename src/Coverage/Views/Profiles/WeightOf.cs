using Coverage.Catalog;
using Coverage.Scoring;

namespace Coverage.Views.Profiles;

/// <summary>A technique's weight in a profile, with where it comes from.</summary>
/// <param name="Technique">The technique.</param>
/// <param name="Score">Its scores by this profile; <see cref="TechniqueScore.Weight"/> is the weight.</param>
/// <param name="Actors">The chosen actors that use it: one point each, unless a weight is typed.</param>
/// <param name="Typed">The weight that was typed or imported, which holds instead; null for none.</param>
/// <param name="FromParent">What an uncounted parent's weight adds, split evenly over its sub-techniques.</param>
public sealed record WeightOf(TechniqueEntry Technique, TechniqueScore Score, IReadOnlyList<Actor> Actors, double? Typed, double FromParent)
{
    /// <summary>The weight.</summary>
    public double Weight => Score.Weight;
}
