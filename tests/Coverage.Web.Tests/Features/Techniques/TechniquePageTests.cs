using System.Net;
using System.Text.RegularExpressions;
using Bunit;
using Coverage.Views;
using Coverage.Web.Features.Techniques;
using Coverage.Web.Tests.Features.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Techniques;

public sealed partial class TechniquePageTests : PageTest
{
    [Fact]
    public void Each_number_is_its_own_with_that_of_the_sub_techniques_beside_it()
    {
        var tiles = Page("T1001").FindAll(".three .n").Select(tile => tile.TextContent).ToList();

        Assert.Equal(["1 control, 1 with sub-techniques", "2 rules, 4 with sub-techniques", "0 tests, 1 with sub-techniques"], tiles);
    }

    [Fact]
    public void A_rule_that_came_by_migration_says_by_which_way()
    {
        var row = Page("T1001.001").FindAll("#rules tbody tr").Single(row => row.TextContent.Contains("Rule four", StringComparison.Ordinal));

        Assert.Contains("via T1003>T1001.001", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_names_its_author_and_leads_to_its_page_and_its_original()
    {
        var row = Page("T1001").FindAll("#rules tbody tr").Single(row => row.TextContent.Contains("Rule one", StringComparison.Ordinal));

        Assert.Contains("Somebody", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector("a[href='/rules/sigma/r1']"));
        Assert.NotNull(row.QuerySelector("a[href='https://github.com/SigmaHQ/sigma/blob/0123456789abcdef0123456789abcdef01234567/rules/r1.yml']"));
    }

    [Fact]
    public void Low_rules_are_marked_for_hunting_and_deprecated_ones_stand_apart()
    {
        var page = Page("T1001.001");

        Assert.Equal("hunt", page.FindAll("#rules tbody tr").Single(row => row.TextContent.Contains("Rule two", StringComparison.Ordinal)).QuerySelector(".hunt")!.TextContent);
        Assert.Contains("1 rule that does not count", Page("T1001").Find("#rules > details:last-child > summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Controls_show_why_and_derived_ones_where_from()
    {
        Assert.Contains("T1001produces →Trafficis aThing← filtersD3-ISO", Page("T1001").Find("#controls .path").TextContent, StringComparison.Ordinal);
        Assert.Contains("parent T1001", Page("T1001.001").Find("#controls details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revoked_technique_leads_on_and_lists_what_still_names_it()
    {
        var page = Page("T1003");

        Assert.Equal("/techniques/T1001.001", page.Find(".warning a").GetAttribute("href"));
        Assert.Contains("Rule four", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".three"));
    }

    [Fact]
    public void A_deprecated_technique_says_that_it_leads_nowhere()
    {
        Assert.Contains("T1004 is deprecated", Page("T1004").Find(".warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_there_yet_is_explained_with_a_link()
    {
        var page = Page("T1001", seeded: true);

        Assert.Contains("comes with the first import", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[href='https://attack.mitre.org/techniques/T1001']"));
        Assert.DoesNotContain("First", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_and_tests_of_sub_techniques_are_reached_by_a_link_for_each_and_unfold_as_a_fragment()
    {
        var page = Page("T1001");

        foreach (var (part, what) in (ReadOnlySpan<(string, string)>)[("rules", "The 3 rules on the page of T1001.001"), ("tests", "The 1 test on the page of T1001.001")])
        {
            var unfolds = page.Find($"#{part} details.part");
            Assert.Equal(part == "rules" ? "/techniques/T1001.001/rules?to=T1001" : "/techniques/T1001.001/tests", unfolds.GetAttribute("data-part"));
            Assert.Equal((what, $"/techniques/T1001.001#{part}"), (unfolds.QuerySelector("a")!.TextContent, unfolds.QuerySelector("a")!.GetAttribute("href")));
        }

        var entry = Services.GetRequiredService<CoverageViews>().Current.Find("T1001.001")!;
        Assert.Equal(3, Render<SubtechniqueRules>(part => part.Add(rules => rules.Entry, entry)).FindAll("tr").Count);
        Assert.NotNull(Render<SubtechniqueTests>(part => part.Add(tests => tests.Entry, entry)).Find("a[href='/tests/atomic/a1']"));
    }

    [Theory]
    [InlineData("T1001", "T1001 Alpha & Sons", "2 rules", "0 tests", "by itself")]
    [InlineData("T1001.001", "T1001.001 Alpha One", "Alpha & Sons · Execution", "3 rules", "1 test")]
    [InlineData("T1003", "T1003 Gamma", "ATT&CK replaced it by T1001.001 Alpha One")]
    [InlineData("T1004", "T1004 Delta", "without a successor")]
    public void A_card_says_what_an_identifier_stands_for(string id, params string[] said)
    {
        var view = MakeView.Small();
        var card = TechniqueCards.Of(view, view.Find(id)!);

        Assert.All(said, text => Assert.Contains(text, WebUtility.HtmlDecode(Tag().Replace(card, "")), StringComparison.Ordinal));
        Assert.Same(card, TechniqueCards.Of(view, view.Find(id)!));
    }

    [Fact]
    public void An_identifier_in_lower_case_leads_to_the_canonical_page()
    {
        Page("t1001");

        Assert.EndsWith("/techniques/T1001", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_identifier_says_what_to_do()
    {
        Assert.NotNull(Page("T9999").Find("a[href='/search?q=T9999']"));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    private IRenderedComponent<TechniquePage> Page(string id, bool seeded = false)
    {
        return At<TechniquePage>($"/techniques/{id}", page => page.Add(technique => technique.Id, id), seeded);
    }
}
