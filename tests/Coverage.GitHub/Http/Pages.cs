using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.GitHub.Http;

/// <summary>Lists in pages, with the Link header: <see href="https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api"/>.</summary>
internal static class Pages
{
    private const int Most = 100;

    public static Reply Of<T>(Exchange exchange, IReadOnlyList<T> items, Func<T, object> shape, DateTimeOffset? lastModified = null) =>
        Of(exchange, items, page => page.Select(shape).ToArray(), lastModified);

    /// <summary>For lists that are part of a larger answer.</summary>
    public static Reply Of<T>(Exchange exchange, IReadOnlyList<T> items, Func<IEnumerable<T>, object> shape, DateTimeOffset? lastModified = null)
    {
        var size = Math.Min(exchange.Number("per_page", 30), Most);
        var page = exchange.Number("page", 1);
        var last = Math.Max(1, (items.Count + size - 1) / size);
        var reply = Reply.Ok(shape(items.Skip((page - 1) * size).Take(size)), lastModified);
        List<string> links = [];
        if (page > 1)
        {
            links.Add(Link(exchange, page - 1, "prev"));
        }

        if (page < last)
        {
            links.Add(Link(exchange, page + 1, "next"));
            links.Add(Link(exchange, last, "last"));
        }

        if (page > 1)
        {
            links.Add(Link(exchange, 1, "first"));
        }

        return links.Count == 0 ? reply : reply with { Headers = new Dictionary<string, string> { ["Link"] = string.Join(", ", links) } };
    }

    private static string Link(Exchange exchange, int page, string relation)
    {
        var query = QueryHelpers.ParseQuery(exchange.Record.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query["page"] = page.ToString(CultureInfo.InvariantCulture);
        return $"<{QueryHelpers.AddQueryString(exchange.ApiRoot + exchange.Record.Path, query)}>; rel=\"{relation}\"";
    }
}
