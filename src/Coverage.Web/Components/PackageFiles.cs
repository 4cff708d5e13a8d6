namespace Coverage.Web.Components;

/// <summary>
/// The files of MudBlazor. The SDK (10.0) compresses what comes from packages under its plain name only, so that the
/// fingerprinted address of the style sheet is packed anew for each answer: 101 KB instead of 43. So they go by their plain
/// name, with the build of the package as a query, and may be cached for ever under it.
/// </summary>
internal static class PackageFiles
{
    private const string Folder = "_content/MudBlazor/";

    private static readonly string Build = typeof(MudBlazor.MudButton).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..12];

    /// <summary>Its style sheet.</summary>
    public static string Style { get; } = $"{Folder}MudBlazor.min.css?v={Build}";

    /// <summary>Its script.</summary>
    public static string Script { get; } = $"{Folder}MudBlazor.min.js?v={Build}";

    /// <summary>Whether an address names the build that is served, so that what it gives never changes.</summary>
    public static bool IsForEver(HttpRequest request)
    {
        return (request.Path.Value ?? "").StartsWith("/" + Folder, StringComparison.Ordinal) && request.Query["v"] == Build;
    }
}
