using Bunit;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Web.Components;
using Coverage.Web.Features.Controls;
using Coverage.Web.Features.Rules;
using Coverage.Web.Features.Tests;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Lists;

/// <summary>Lists in the order of a column: their heads, and what semantic orders mean.</summary>
public sealed class SortTests : PageTest
{
    [Theory]
    [InlineData("/rules", "four one six three two five")]
    [InlineData("/rules?sort=level", "two three one six five four")]
    [InlineData("/rules?sort=-level", "four one six five three two")]
    [InlineData("/rules?sort=status", "four one six three two five")]
    [InlineData("/rules?sort=-status", "five four one six three two")]
    [InlineData("/rules?sort=-technique", "six four two one three five")]
    [InlineData("/rules?sort=state", "four one six three two five")]
    [InlineData("/rules?sort=-unknown", "four one six three two five")]
    public void Rules_stand_by_what_a_column_means(string url, string order) =>
        Assert.Equal(order, string.Join(' ', At<RulesPage>(url).FindAll("tbody tr a[href^='/rules/']").Select(link => link.TextContent.Replace("Rule ", "", StringComparison.Ordinal))));

    [Fact]
    public void A_head_says_how_it_orders_and_leads_to_the_next_order()
    {
        var heads = At<RulesPage>("/rules?level=high&sort=-level").FindAll("thead th");

        Assert.Equal(("descending", "descending", "/rules?level=high"), Said(heads[2]));
        Assert.Equal((null, null, "/rules?level=high&sort=title"), Said(heads[0]));
        Assert.Equal(("ascending", "ascending", "/rules?sort=-level"), Said(At<RulesPage>("/rules?sort=level").FindAll("thead th")[2]));
        Assert.All(At<RulesPage>("/rules").FindAll("thead th"), head => Assert.Null(head.GetAttribute("aria-sort")));

        static (string?, string?, string?) Said(AngleSharp.Dom.IElement head) => (head.GetAttribute("aria-sort"), head.QuerySelector("a")!.GetAttribute("class"), head.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void The_order_goes_with_facets_pages_text_and_files()
    {
        var page = At<RulesPage>("/rules?sort=-level");

        Assert.Equal("-level", page.Find("form[role=search] input[name=sort]").GetAttribute("value"));
        Assert.NotNull(page.Find(".drop a[href='/rules?level=high&sort=-level']"));
        Assert.NotNull(page.Find(".more a[href='/rules.csv?sort=-level']"));
        Assert.Empty(At<RulesPage>("/rules").FindAll("input[name=sort]"));
    }

    [Fact]
    public void Every_head_of_a_list_orders_it()
    {
        Assert.All(At<ControlsPage>("/controls").FindAll("thead th"), head => Assert.NotNull(head.QuerySelector("a")));
        Assert.All(At<TestsPage>("/tests").FindAll("thead th"), head => Assert.NotNull(head.QuerySelector("a")));
    }

    [Fact]
    public void Levels_and_states_have_an_order_of_their_own_and_none_has_no_place()
    {
        Assert.Equal(["informational", "low", "medium", "high", "critical"], RuleLevels.All.OrderBy(RuleLevels.Gravity));
        Assert.Null(RuleLevels.Gravity(""));
        Assert.Null(StatesIn.Far(RuleList.Query(""), []));
    }
}
