using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Components;

/// <summary>What a list shows: all of it is in its URL, which this type parses and prints.</summary>
/// <param name="Path">The page's path: <c>/rules</c>.</param>
/// <param name="Text">Words that all have to occur.</param>
/// <param name="Facets">The chosen value of each facet that narrows the list down.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record ListQuery(string Path, string Text, IReadOnlyDictionary<string, string> Facets, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 100;

    /// <summary>The column that orders it, after a minus where the last comes first: <c>-level</c>; empty for the list's own order.</summary>
    public string Sort { get; init; } = "";

    /// <summary>Reads the part of a URL from its question mark on; of facets and columns only those that the list has.</summary>
    public static ListQuery Parse(string path, string query, IEnumerable<string> facets, IEnumerable<string>? sorts = null)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: <= 200 } text ? text : "";
        var chosen = facets.Where(name => Value(name).Length > 0).ToDictionary(name => name, Value, StringComparer.Ordinal);
        var sort = Value("sort");
        return new ListQuery(path, Value("q"), chosen, PageOf(Value("page"))) { Sort = sorts?.Contains(ColumnOf(sort)) == true ? sort : "" };
    }

    /// <summary>The page that a text asks for: the first one where it is no number. A page's parameter of another kind than text would fail on what somebody typed.</summary>
    public static int PageOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 10_000) : 1;

    /// <summary>The chosen value of a facet; empty when none is.</summary>
    public string Facet(string name) => Facets.GetValueOrDefault(name, "");

    /// <summary>Whether anything narrows it down.</summary>
    public bool IsFiltered => Text.Length + Facets.Count > 0;

    /// <summary>What narrows it down, as in the URL: <c>level=high&amp;product=windows</c>. The order is no part of it.</summary>
    public string Filter => (this with { Page = 1, Sort = "" }).Url[Path.Length..].TrimStart('?');

    /// <summary>The same, a facet's value in other words.</summary>
    public ListQuery Of(string facet, string value) => With(facet, value) with { Page = Page };

    /// <summary>The same with a facet's value chosen (or, when empty, none), on the first page.</summary>
    public ListQuery With(string facet, string value)
    {
        var facets = Facets.Where(pair => pair.Key != facet).ToDictionary(StringComparer.Ordinal);
        if (value.Length > 0) facets[facet] = value;
        return this with { Facets = facets, Page = 1 };
    }

    /// <summary>The column that orders it; empty for the list's own order.</summary>
    public string SortColumn => ColumnOf(Sort);

    /// <summary>Whether the last comes first.</summary>
    public bool IsDescending => Sort.StartsWith('-');

    /// <summary>The same in the next order by a column (ascending, descending, the list's own), on the first page.</summary>
    public ListQuery Turned(string column) => this with { Sort = SortColumn != column ? column : IsDescending ? "" : "-" + column, Page = 1 };

    /// <summary>The URL; what is default is left out.</summary>
    public string Url
    {
        get
        {
            var parts = Facets.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}").ToList();
            if (Text.Length > 0) parts.Insert(0, "q=" + Uri.EscapeDataString(Text));
            if (Sort.Length > 0) parts.Add("sort=" + Uri.EscapeDataString(Sort));
            if (Page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
            return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
        }
    }

    private static string ColumnOf(string sort) => sort.StartsWith('-') ? sort[1..] : sort;
}
