using Bunit;
using Coverage.Web.Components;
using Coverage.Web.Features.Actors;
using Coverage.Web.Features.Controls;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Features.Overview;
using Coverage.Web.Features.Rules;
using Coverage.Web.Features.Tests;
using Coverage.Web.Tests.Features.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Tests.Features.Lists;

public sealed class PagesTests : PageTest
{
    public static TheoryData<Type> Lists => [typeof(OverviewPage), typeof(MatrixPage), typeof(RulesPage), typeof(TestsPage), typeof(ControlsPage), typeof(ActorsPage)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void An_empty_database_says_what_to_do_next(Type page)
    {
        Assert.NotNull(Render(builder => { builder.OpenComponent(0, page); builder.CloseComponent(); }).Find(".empty a[href='/sources']"));
    }

    [Fact]
    public void Every_page_says_who_may_read_it()
    {
        var pages = typeof(OverviewPage).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false) && (type.Namespace ?? "").StartsWith("Coverage.Web", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.NotNull(page.GetCustomAttributes(typeof(AuthorizeAttribute), inherit: false).Cast<AuthorizeAttribute>().Single().Policy));
    }

    [Fact]
    public void The_overview_counts_each_technique_by_itself_and_with_its_sub_techniques()
    {
        var tiles = At<OverviewPage>("/").FindAll(".three p.muted").Select(tile => tile.TextContent).ToList();

        Assert.StartsWith("1 of 4 has a D3FEND control that hardens or isolates by itself, 1 with", tiles[0], StringComparison.Ordinal);
        Assert.StartsWith("2 of 4 have a Sigma rule by themselves, 2 with", tiles[1], StringComparison.Ordinal);
        Assert.StartsWith("1 of 4 has an Atomic test by itself, 2 with", tiles[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_the_overview_leads_to_just_that_many()
    {
        var link = At<OverviewPage>("/").FindAll(".three a").Single(link => link.TextContent == "2 without" && link.GetAttribute("href")!.Contains("metric=rules", StringComparison.Ordinal));

        Assert.Contains("2 of 4 techniques", At<MatrixPage>(link.GetAttribute("href")!).Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Identifiers_that_a_source_names_add_up()
    {
        var row = At<OverviewPage>("/").FindAll("tr").Single(row => row.TextContent.Contains("Sigma", StringComparison.Ordinal) && row.TextContent.Contains("links", StringComparison.Ordinal));

        Assert.Equal(["5", "2", "1", "1", "1"], row.QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Rules_that_count_come_first_and_others_are_marked()
    {
        var rows = At<RulesPage>("/rules").FindAll("tbody tr");

        Assert.Equal(6, rows.Count);
        Assert.Contains("not counted", rows[5].TextContent, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Contains("Somebody", row.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_shows_what_became_of_each_identifier_and_the_test_that_fires_it()
    {
        var six = At<RulePage>("/rules/sigma/r6", page => page.Add(rule => rule.Source, "sigma").Add(rule => rule.Id, "r6"));
        var two = At<RulePage>("/rules/sigma/r2", page => page.Add(rule => rule.Source, "sigma").Add(rule => rule.Id, "r2"));

        Assert.Contains("T1004 is deprecated", six.Markup, StringComparison.Ordinal);
        Assert.Contains("unresolved", six.Markup, StringComparison.Ordinal);
        Assert.Contains("Test one", two.Markup, StringComparison.Ordinal);
        Assert.Equal("none", two.Find("#states a").TextContent);
    }

    [Fact]
    public void A_source_of_unknown_origin_has_no_link_and_a_default_one_leads_home()
    {
        var test = At<TestPage>("/tests/atomic/a1", page => page.Add(item => item.Source, "atomic").Add(item => item.Id, "a1"));

        Assert.NotNull(test.Find("a[href='https://github.com/redcanaryco/atomic-red-team/blob/master/atomics/T1001.001/T1001.001.yaml']"));
        Assert.Equal("", ItemLinks.Web("javascript:alert(1)"));
    }

    [Fact]
    public void A_group_counts_what_is_available_against_what_it_uses()
    {
        var page = At<ActorPage>("/actors/g0001", actor => actor.Add(item => item.Id, "g0001"));

        var rows = page.FindAll("tbody tr");

        Assert.Equal(2, rows.Count);
        Assert.Contains("Alpha One via T1003>T1001.001", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("3", rows[1].QuerySelector(".num")!.TextContent);
    }
}
