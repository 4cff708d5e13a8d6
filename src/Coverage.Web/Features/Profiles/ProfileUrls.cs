namespace Coverage.Web.Features.Profiles;

/// <summary>Addresses of profiles.</summary>
internal static class ProfileUrls
{
    /// <summary>All of them.</summary>
    public const string All = "/profiles";

    /// <summary>The form of a new one.</summary>
    public const string New = "/profiles/new";

    /// <summary>Two beside one another.</summary>
    public const string Compare = "/profiles/compare";

    /// <summary>The page of one.</summary>
    public static string Page(string key) => $"/profiles/{Uri.EscapeDataString(key)}";

    /// <summary>What a button does to one.</summary>
    public static string Act(string key, string act) => $"{Page(key)}/{act}";
}
