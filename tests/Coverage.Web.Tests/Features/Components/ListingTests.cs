using Coverage.Web.Components;

namespace Coverage.Web.Tests.Features.Components;

public sealed class ListingTests
{
    private static readonly Facet<string>[] Facets = [new("first", "First letter", word => [word[..1]]), new("length", "Length", word => [word.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)])];

    [Fact]
    public void A_list_query_comes_back_from_its_url()
    {
        var query = new ListQuery("/rules", "a b&c", new Dictionary<string, string> { ["level"] = "high", ["product"] = "a/b" }, 3);

        Assert.Equal("/rules?q=a%20b%26c&level=high&product=a%2Fb&page=3", query.Url);
        Assert.Equal(query.Url, ListQuery.Parse("/rules", query.Url[6..], ["level", "product"]).Url);
        Assert.Equal("/rules", ListQuery.Parse("/rules", "?unknown=1&page=0", ["level"]).Url);
    }

    [Theory]
    [InlineData("?sort=level", "/rules?sort=level")]
    [InlineData("?page=2&sort=-level&product=a%2Fb&q=x", "/rules?q=x&product=a%2Fb&sort=-level&page=2")]
    [InlineData("?sort=LEVEL", "/rules")]
    [InlineData("?sort=--level", "/rules")]
    [InlineData("?sort=-", "/rules")]
    [InlineData("?sort=product", "/rules")]
    [InlineData("?sort=level&sort=title", "/rules")]
    public void An_order_comes_back_from_its_url_if_the_list_has_the_column(string asked, string printed) =>
        Assert.Equal(printed, ListQuery.Parse("/rules", asked, ["product"], ["level", "title"]).Url);

    [Fact]
    public void An_order_turns_and_turns_back_and_is_kept_by_all_but_the_filter()
    {
        var query = ListQuery.Parse("/rules", "?level=high&page=3", ["level"], ["level", "title"]);
        var (up, down) = (query.Turned("level"), query.Turned("level").Turned("level"));

        Assert.Equal(("/rules?level=high&sort=level", "/rules?level=high&sort=-level", "/rules?level=high"), (up.Url, down.Url, down.Turned("level").Url));
        Assert.Equal("/rules?level=high&sort=title", down.Turned("title").Url);
        Assert.Equal(("/rules?level=low&sort=-level", "/rules?level=low&sort=-level&page=2"), (down.With("level", "low").Url, (down with { Page = 2 }).Of("level", "low").Url));
        Assert.Equal("level=high", down.Filter);
        Assert.False(down.With("level", "").IsFiltered);
        Assert.Empty(ListQuery.Parse("/rules", "?sort=level", ["level"]).Sort);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_a_column_ties_as_before_and_what_has_none_last_in_both_directions()
    {
        (string Name, string Day, int? Number)[] items = [("none", "", null), ("Late", "2026-02-01", 2), ("early", "2025-12-31", 10), ("late too", "2026-02-01", -1), ("nothing", "", null)];
        SortKey<(string Name, string Day, int? Number)>[] sorts = [new("name", item => item.Name), new("day", item => item.Day), new("number", item => item.Number)];
        string Names(string sort) => string.Join(", ", Listing.Of(items, ListQuery.Parse("/x", "?sort=" + sort, [], ["name", "day", "number"]), item => item.Name, [], sorts).Rows.Select(item => item.Name));

        Assert.Equal("none, Late, early, late too, nothing", Names(""));
        Assert.Equal("early, Late, late too, none, nothing", Names("day"));
        Assert.Equal("Late, late too, early, none, nothing", Names("-day"));
        Assert.Equal("late too, Late, early, none, nothing", Names("number"));
        Assert.Equal("early, Late, late too, none, nothing", Names("-number"));
        Assert.Equal("early, Late, late too, none, nothing", Names("name"));
    }

    [Fact]
    public void The_order_is_of_all_pages_and_leaves_what_is_counted_alone()
    {
        var items = Enumerable.Range(0, 250).ToList();
        var query = ListQuery.Parse("/x", "?sort=-number&page=3&odd=yes", ["odd"], ["number"]);
        Facet<int>[] facets = [new("odd", "Odd", item => [item % 2 == 1 ? "yes" : "no"])];
        SortKey<int>[] sorts = [new("number", item => item)];

        var (rows, state) = Listing.Of(items, query with { Page = 2 }, item => "", facets, sorts);

        Assert.Equal((49, 1, 125, 250), (rows[0], rows[^1], state.Matching, state.Total));
        Assert.Equal([new("no", 125), new("yes", 125)], state.Facets[0].Values);
        Assert.Equal(249, Listing.All(items, query, item => "", facets, sorts).Rows[0]);
    }

    [Fact]
    public void A_facet_counts_what_its_other_values_would_leave()
    {
        var (rows, state) = Listing.Of(["ab", "ac", "bcd", "bc"], ListQuery.Parse("/x", "?first=a", ["first", "length"]), word => word, Facets);

        Assert.Equal(["ab", "ac"], rows);
        Assert.Equal([new("a", 2), new("b", 2)], state.Facets[0].Values);
        Assert.Equal([new("2", 2)], state.Facets[1].Values);
        Assert.Equal((2, 4), (state.Matching, state.Total));
    }

    [Fact]
    public void Every_word_has_to_occur_and_pages_have_a_hundred_rows()
    {
        var items = Enumerable.Range(0, 250).Select(i => $"item number {i}").ToList();
        var (rows, state) = Listing.Of(items, ListQuery.Parse("/x", "?q=NUMBER+item&page=3", []), item => item, []);

        Assert.Equal(50, rows.Count);
        Assert.Equal(3, state.Pages);
    }
}
