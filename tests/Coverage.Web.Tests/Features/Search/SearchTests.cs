using Bunit;
using Coverage.Catalog;
using Coverage.Web.Features.Search;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Search;

public sealed class SearchTests : PageTest
{
    [Fact]
    public void The_technique_of_a_typed_identifier_comes_first_and_then_its_sub_techniques()
    {
        var groups = SearchResults.Find(MakeView.Small(), MakeView.Small().Search, "t1001", 20);

        Assert.Equal(ItemKind.Technique, groups[0].Kind);
        Assert.Equal(["T1001", "T1001.001", "T1001.002"], groups[0].Rows.Select(row => row.Hit.Id));
    }

    [Fact]
    public void Hits_lead_to_the_page_of_their_kind()
    {
        var view = MakeView.Small();

        Assert.Equal("/rules/sigma/r1", Url("Rule one"));
        Assert.Equal("/tests/atomic/a1", Url("Test one"));
        Assert.Equal("/controls/d3fend/D3-ISO", Url("D3-ISO"));
        Assert.Equal("/actors/G0001", Url("Some Group"));

        string Url(string query) => SearchResults.Find(view, view.Search, query, 5)[0].Rows[0].Url;
    }

    [Theory]
    [InlineData("t1001.001 ", "/techniques/T1001.001")]
    [InlineData("T9999", null)]
    [InlineData("alpha", null)]
    public void Only_a_known_identifier_is_gone_to_at_once(string query, string? url) => Assert.Equal(url, SearchResults.Direct(MakeView.Small(), query));

    [Fact]
    public void The_box_gets_options_with_identifiers_and_the_way_to_all()
    {
        var hits = At<SearchHits>("/search/hits?q=alpha", box => box.Add(hit => hit.Query, "alpha").Add(hit => hit.IsBox, true));

        Assert.Equal(["hit-0", "hit-1", "hit-2", "hit-all"], hits.FindAll("[role=option]").Select(option => option.Id));
    }
}
