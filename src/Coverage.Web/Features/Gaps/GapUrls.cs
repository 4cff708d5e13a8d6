using Coverage.Views.Gaps;

namespace Coverage.Web.Features.Gaps;

/// <summary>Addresses of a gap's page, its parts and its forms.</summary>
internal static class GapUrls
{
    /// <summary>Its page.</summary>
    public static string Page(Gap gap, string? environment) => $"/gaps/{gap.Technique.Id}" + Query(("environment", environment));

    /// <summary>Its arithmetic and its form, as a part of the list.</summary>
    public static string Detail(Gap gap, string? environment, string back) => $"/gaps/{gap.Technique.Id}/detail" + Query(("environment", environment), ("back", back));

    /// <summary>Records its next action as done, if it is still the one that was seen.</summary>
    public static string Done(Gap gap) => $"/gaps/{gap.Technique.Id}/done" + Query(("environment", gap.Environment), ("saw", Saw(gap)));

    /// <summary>Assigns it.</summary>
    public static string Assign(Gap gap) => $"/gaps/{gap.Technique.Id}/assign";

    /// <summary>Assigns what is ticked.</summary>
    public const string AssignTicked = "/gaps/assign";

    /// <summary>What names the next action.</summary>
    public static string Saw(Gap gap) => $"{gap.Next.Kind} {gap.Next.Item?.ToString() ?? gap.Next.LogSource?.ToString()}";

    private static string Query(params (string Name, string? Value)[] values)
    {
        var stated = values.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return stated.Count == 0 ? "" : "?" + string.Join('&', stated);
    }
}
