using System.Text;
using Coverage.Exchange;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Components;

/// <summary>What a page lists, for programs: at the page's path with <c>.csv</c> or <c>.json</c>, by the same query, of all its pages.</summary>
internal static class ListExport
{
    /// <summary>The address of a list as a file.</summary>
    /// <param name="url">The list's own address.</param>
    /// <param name="format"><c>csv</c> or <c>json</c>.</param>
    public static string Url(string url, string format)
    {
        var path = url.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? at : url.Length;
        return $"{url[..path]}.{format}{url[path..]}";
    }

    /// <summary>The part of a request's address from its question mark on.</summary>
    public static string Query(this HttpContext context) => context.Request.QueryString.Value ?? "";

    /// <summary>Maps both files of a list.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="path">The page's path; what is in braces names the list.</param>
    /// <param name="file">The columns.</param>
    /// <param name="rows">The rows that a request asks for; null where there is no such list.</param>
    /// <param name="policy">Who may read it.</param>
    public static void MapList<T>(this IEndpointRouteBuilder endpoints, string path, RowFile<T> file, Func<HttpContext, IEnumerable<T>?> rows, string policy = Policies.Read)
    {
        endpoints.MapGet(path + ".csv", (HttpContext context) => Answer(context, rows(context), "text/csv; charset=utf-8", file.Csv)).RequireAuthorization(policy);
        endpoints.MapGet(path + ".json", (HttpContext context) => Answer(context, rows(context), "application/json", file.Json)).RequireAuthorization(policy);
    }

    private static Results<FileContentHttpResult, NotFound> Answer<T>(HttpContext context, IEnumerable<T>? rows, string type, Func<IEnumerable<T>, byte[]> write) =>
        rows is null ? TypedResults.NotFound() : TypedResults.File(write(rows), type, (context.Request.Path.Value ?? "").Trim('/').Replace('/', '-'));

    private static byte[] Csv<T>(this RowFile<T> file, IEnumerable<T> rows)
    {
        var text = new StringWriter { NewLine = "\n" };
        file.WriteCsv(text, rows);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Json<T>(this RowFile<T> file, IEnumerable<T> rows)
    {
        using var bytes = new MemoryStream();
        file.WriteJson(bytes, rows);
        return bytes.ToArray();
    }
}
