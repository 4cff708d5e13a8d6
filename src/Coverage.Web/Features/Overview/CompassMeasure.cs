using Coverage.Views;

namespace Coverage.Web.Features.Overview;

/// <summary>One of the Compass's four ratings of a technique, 0 to 3.</summary>
/// <param name="Word">Its name in a URL.</param>
/// <param name="Title">Its name on a page.</param>
/// <param name="Hue">Its colour.</param>
/// <param name="Rating">The rating.</param>
public sealed record CompassMeasure(string Word, string Title, string Hue, Func<CompassRow, int> Rating)
{
    /// <summary>How many ratings there are, from 0.</summary>
    public const int Levels = 4;

    /// <summary>All of them: three volumes, and what could be validated.</summary>
    public static IReadOnlyList<CompassMeasure> All { get; } =
    [
        new("prevent", "Prevent volume", "var(--prevent)", row => row.PolicyProcessVolume),
        new("detect", "Detect volume", "var(--detect)", row => row.DetectVolume),
        new("validate", "Validate volume", "var(--validate)", row => row.TestVolume),
        new("potential", "Validate potential", "var(--ink-2)", row => row.ValidatePotential),
    ];
}
