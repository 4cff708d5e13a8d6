using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>
/// The figures of the scoring model as an administrator changed them, by their names; what is not named is as published.
/// What the names are and which figures are refused is the scoring's business.
/// </summary>
/// <param name="Figures">By name.</param>
public sealed record ModelFigures(ImmutableSortedDictionary<string, double> Figures)
{
    /// <summary>As published.</summary>
    public static ModelFigures Published { get; } = new(ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal));
}

/// <summary>Changes the scoring model's figures.</summary>
/// <param name="Model">All that differ from the published ones.</param>
public sealed record PutModel(ModelFigures Model) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Model = Model };
    }
}
