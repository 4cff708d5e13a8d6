namespace Coverage.Web.Features.Sources;

/// <summary>Addresses of the sources' pages.</summary>
internal static class SourceUrls
{
    public static string Page(string source) => $"/sources/{Uri.EscapeDataString(source)}";

    public static string ChangeSet(string source, long id, int page = 1) => $"{Page(source)}/changes/{id}{(page > 1 ? $"?page={page}" : "")}";
}
