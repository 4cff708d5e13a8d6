using Coverage.Catalog;

namespace Coverage.Linking;

/// <summary>How a countermeasure came to be linked to a technique; the earlier is the stronger.</summary>
public enum ControlDerivation
{
    /// <summary>The technique's own artifacts.</summary>
    Direct = 1,

    /// <summary>The artifacts of a technique above it.</summary>
    Parent = 2,

    /// <summary>The artifacts of a technique below it.</summary>
    Subtechnique = 3,
}

/// <summary>A countermeasure of a technique, and why it is one.</summary>
/// <param name="Technique">The technique's <c>attack-id</c>.</param>
/// <param name="Control">The countermeasure.</param>
/// <param name="Derivation">Direct, or from which side of the tree it was taken.</param>
/// <param name="From">The technique whose artifact it is: itself, else the nearest that has it, the first by name of those equally near.</param>
/// <param name="Path">The path from <paramref name="From"/>: the shortest, then the first by name.</param>
public sealed record ControlLink(string Technique, DefensiveTechnique Control, ControlDerivation Derivation, string From, CounterPath Path)
{
    /// <summary>The path as a person reads it.</summary>
    public string Explanation => D3fendPaths.Render(From, Path, Control);
}
