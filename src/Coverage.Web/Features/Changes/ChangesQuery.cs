using System.Globalization;
using Coverage.Data;
using Coverage.Views.Changes;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.Changes;

/// <summary>
/// What the changes' page, its exports and feeds show: all of it is in the URL, which this type parses and prints. What it
/// does not understand it takes as the default.
/// </summary>
public sealed record ChangesQuery
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 100;

    /// <summary>The last 30 days, for who has a mark of their own.</summary>
    public const string Recent = "recent";

    /// <summary>From where on: empty (since the person's mark, else 30 days), <c>recent</c>, <c>all</c>, a day or a change set.</summary>
    public string Since { get; init; } = "";

    /// <summary>What else is asked for; its <see cref="InboxFilter.Since"/> is not used.</summary>
    public InboxFilter Filter { get; init; } = new();

    /// <summary>How entries are grouped.</summary>
    public InboxGrouping By { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether something besides the time narrows the list down.</summary>
    public bool IsFiltered => Filter != new InboxFilter();

    /// <summary>The same without a filter.</summary>
    public ChangesQuery Unfiltered => this with { Filter = new InboxFilter(), Page = 1 };

    /// <summary>The page's URL; what is default is left out.</summary>
    public string Url => "/changes" + this;

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static ChangesQuery Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: <= 200 } text ? text : "";
        var since = Value("since");
        return new ChangesQuery
        {
            Since = since == Recent || InboxSince.Parse(since) is not null ? since : "",
            By = Enum.TryParse<InboxGrouping>(Value("by"), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : InboxGrouping.Day,
            Page = int.TryParse(Value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1,
            Filter = new InboxFilter
            {
                Text = Value("q"),
                What = Happenings.Parse(Value("what")),
                Source = Value("source"),
                Kind = KindWords.Parse(Value("kind")),
                Level = Value("level"),
                Platform = Value("platform"),
                Group = Value("group").ToUpperInvariant(),
                Technique = Value("technique").ToUpperInvariant(),
                Deployed = Value("deployed") == InboxFilter.Here,
            },
        };
    }

    /// <summary>The same with a part of the filter set to a value, or to none when it is empty; on the first page.</summary>
    public ChangesQuery With(string part, string value)
    {
        var filter = part switch
        {
            "what" => Filter with { What = Happenings.Parse(value) },
            "source" => Filter with { Source = value },
            "kind" => Filter with { Kind = KindWords.Parse(value) },
            "level" => Filter with { Level = value },
            "platform" => Filter with { Platform = value },
            "group" => Filter with { Group = value },
            "technique" => Filter with { Technique = value },
            "deployed" => Filter with { Deployed = value.Length > 0 },
            _ => Filter with { Text = value },
        };
        return this with { Filter = filter, Page = 1 };
    }

    /// <summary>The value of a part of the filter; empty when it is none.</summary>
    public string Value(string part) => Parts.First(one => one.Name == part).Value;

    /// <summary>The filter for a person with this mark, or without one.</summary>
    public InboxFilter For(VisitRow? mark, DateTime now) => Filter with
    {
        Since = Since.Length == 0 && mark is not null ? new InboxSince(mark.ChangeSetId, null) : InboxSince.Parse(Since) ?? InboxSince.Usual(now),
    };

    /// <summary>The part of the URL from its question mark on; empty for the default.</summary>
    public override string ToString()
    {
        (string Name, string Value)[] rest = [("since", Since), ("by", By == InboxGrouping.Day ? "" : By.ToString().ToLowerInvariant()), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : "")];
        var told = Parts.Concat(rest).Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}").ToList();
        return told.Count == 0 ? "" : "?" + string.Join('&', told);
    }

    private IEnumerable<(string Name, string Value)> Parts =>
    [
        ("q", Filter.Text), ("what", Filter.What?.Word() ?? ""), ("source", Filter.Source), ("kind", Filter.Kind?.Word() ?? ""), ("level", Filter.Level),
        ("platform", Filter.Platform), ("group", Filter.Group), ("technique", Filter.Technique), ("deployed", Filter.Deployed ? InboxFilter.Here : ""),
    ];
}
