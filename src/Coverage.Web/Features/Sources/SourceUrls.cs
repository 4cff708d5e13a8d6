namespace Coverage.Web.Features.Sources;

/// <summary>Addresses of the sources' pages.</summary>
internal static class SourceUrls
{
    public const string All = "/sources";

    public const string Add = "/sources/add";

    public const string Hosts = "/sources/hosts";

    public static string Page(string source) => $"{All}/{Uri.EscapeDataString(source)}";

    public static string Edit(string source) => Page(source) + "/edit";

    /// <summary>Where a form about a source is sent: sync, dry-run, cancel, approve, reject, pause, resume, test, remove.</summary>
    public static string Act(string source, string act) => $"{Page(source)}/{act}";

    public static string Runs(string source, int page) => $"{Page(source)}{(page > 1 ? $"?runs={page}" : "")}#runs";

    public static string Held(string source, int page) => $"{Page(source)}{(page > 1 ? $"?held={page}" : "")}#held";

    public static string ChangeSet(string source, long id, int page = 1) => $"{Page(source)}/changes/{id}{(page > 1 ? $"?page={page}" : "")}";
}
