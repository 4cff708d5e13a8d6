namespace Coverage.Web.Features.Profiles;

/// <summary>Addresses of profiles, and the keys that stand in them.</summary>
internal static class ProfileUrls
{
    /// <summary>All of them.</summary>
    public const string All = "/profiles";

    /// <summary>The form of a new one.</summary>
    public const string New = "/profiles/new";

    private static readonly string[] Taken = ["new", "compare", "pick", "choose", "none"];

    /// <summary>The page of one.</summary>
    public static string Page(string key) => $"/profiles/{Uri.EscapeDataString(key)}";

    /// <summary>What a button does to one.</summary>
    public static string Act(string key, string act) => $"{Page(key)}/{act}";

    /// <summary>A short name for addresses and the command line, made of the name; empty if nothing is left of it.</summary>
    public static string KeyOf(string? name)
    {
        var words = new string([.. (name ?? "").Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        key = key[..Math.Min(key.Length, 60)].Trim('-');
        return Taken.Contains(key) ? key + "-profile" : key;
    }
}
