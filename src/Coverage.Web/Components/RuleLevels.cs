namespace Coverage.Web.Components;

/// <summary>Sigma's levels, the gravest first.</summary>
internal static class RuleLevels
{
    /// <summary>critical to informational.</summary>
    public static IReadOnlyList<string> All { get; } = ["critical", "high", "medium", "low", "informational"];

    /// <summary>How grave a level is, to order by; null for none.</summary>
    public static IComparable? Gravity(string level) => Place(level) is var place && place < All.Count ? -place : null;

    /// <summary>A level's place; the last for none.</summary>
    public static int Place(string level)
    {
        for (var place = 0; place < All.Count; place++)
        {
            if (All[place] == level) return place;
        }

        return All.Count;
    }
}
