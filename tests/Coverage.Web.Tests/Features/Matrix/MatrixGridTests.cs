using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Matrix;

public sealed class MatrixGridTests
{
    private readonly CoverageView view = MakeView.Small();

    [Fact]
    public void A_technique_without_anything_is_there_with_its_zero()
    {
        var cell = Cell(Draw(""), "T1002");

        Assert.Equal("0", cell.QuerySelector("b")!.TextContent);
        Assert.Contains("h0", cell.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_collapsed_parent_counts_each_rule_of_its_family_once_and_says_so()
    {
        var page = Draw("");

        Assert.Equal("4", Cell(page, "T1001").QuerySelector("b")!.TextContent);
        Assert.Equal("T1001 Alpha & Sons: 4 rules with its 2 sub-techniques, 2 its own", Cell(page, "T1001").GetAttribute("title"));
        Assert.Null(page.QuerySelector("a[href='/techniques/T1001.001']"));
    }

    [Fact]
    public void An_open_parent_shows_its_own_and_its_sub_techniques_theirs()
    {
        var page = Draw("?open=T1001");

        Assert.Equal("2", Cell(page, "T1001").QuerySelector("b")!.TextContent);
        Assert.Equal("3", Cell(page, "T1001.001").QuerySelector("b")!.TextContent);
        Assert.Equal("0", Cell(page, "T1001.002").QuerySelector("b")!.TextContent);
        Assert.Equal("true", page.QuerySelector(".x")!.GetAttribute("aria-expanded"));
        Assert.Equal("/matrix", page.QuerySelector(".x")!.GetAttribute("href"));
    }

    [Fact]
    public void A_platform_filter_counts_the_family_of_that_platform_only()
    {
        Assert.Equal("2", Cell(Draw("?platform=Windows"), "T1001").QuerySelector("b")!.TextContent);
    }

    [Fact]
    public void A_filter_by_number_looks_at_each_technique_by_itself()
    {
        var page = Draw("?show=0");

        Assert.Equal(["T1001", "T1001.002", "T1002"], page.QuerySelectorAll(".cell").Select(cell => cell.GetAttribute("href")!.Split('/')[^1]).Order());
        Assert.Contains("ctx", Cell(page, "T1001").ClassName, StringComparison.Ordinal);
        Assert.Equal(2, MatrixCache.Of(view).Draw(view, MatrixQuery.Parse("?show=0"))!.Shown);
    }

    [Fact]
    public void What_is_missing_is_counted_of_three()
    {
        var page = Draw("?metric=missing&open=all");

        Assert.Equal("3", Cell(page, "T1002").QuerySelector("b")!.TextContent);
        Assert.Equal("1", Cell(page, "T1001").QuerySelector("b")!.TextContent);
        Assert.Contains("h0", Cell(page, "T1002").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_has_a_row_a_technique_and_both_of_its_numbers()
    {
        var rows = Draw("?layout=list").QuerySelectorAll("tbody tr");

        Assert.Equal(4, rows.Length);
        Assert.Contains("2 (4)", rows[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_as_large_as_mobile_and_enterprise_together_stays_below_its_bound()
    {
        var large = MakeView.Large(parents: 320, subtechniques: 4);
        var html = MatrixCache.Of(large).Draw(large, MatrixQuery.Default)!.Html;

        Assert.InRange(new HtmlParser().ParseDocument(html).All.Length, 320, 2000);
    }

    [Fact]
    public void The_cache_keeps_a_bounded_number_and_does_not_tell_panels_apart()
    {
        var cache = MatrixCache.Of(view);
        for (var i = 0; i < 3 * MatrixCache.Most; i++) cache.Draw(view, MatrixQuery.Default with { Text = $"word {i}" });

        Assert.Equal(MatrixCache.Most, cache.Count);
        Assert.Same(cache.Draw(view, MatrixQuery.Default), cache.Draw(view, MatrixQuery.Default with { At = "T1001" }));
        Assert.Null(cache.Draw(view, MatrixQuery.Default with { Domain = AttackDomain.Mobile }));
    }

    private IDocument Draw(string query) => new HtmlParser().ParseDocument(MatrixCache.Of(view).Draw(view, MatrixQuery.Parse(query))!.Html);

    private static IElement Cell(IDocument page, string id) => page.QuerySelector($".cell[href='/techniques/{id}']") ?? throw new InvalidOperationException($"No cell for {id}.");
}
