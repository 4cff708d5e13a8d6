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
