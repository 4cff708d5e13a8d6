using Bunit;
using Coverage.Views;
using Coverage.Web.Features.Overview;
using Coverage.Web.Tests.Features.Support;
using Coverage.Web.Tests.Support;

namespace Coverage.Web.Tests.Features.Overview;

/// <summary>The Compass view. The small catalogue has 4 techniques: with 2, 3, 0 and 0 rules, 0, 1, 0 and 0 tests; the first has 2 controls.</summary>
public sealed class CompassTests : PageTest
{
    [Fact]
    public void A_tactic_s_line_says_how_many_techniques_have_which_rating()
    {
        Assert.Equal(
            [["2", "1", "0", "0"], ["1", "2", "0", "0"], ["2", "1", "0", "0"], ["1", "2", "0", "0"]],
            Line("Execution"));
        Assert.Equal(
            [["3", "1", "0", "0"], ["2", "2", "0", "0"], ["3", "1", "0", "0"], ["2", "2", "0", "0"]],
            Line("All, each once"));
    }

    [Fact]
    public void Every_number_leads_to_just_that_many_techniques_with_their_arithmetic()
    {
        var links = At<OverviewPage>("/").FindAll("#compass .levels a").Select(link => (link.TextContent, Url: link.GetAttribute("href")!)).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Equal(link.TextContent, $"{At<CompassPage>(link.Url).FindAll("tbody tr").Count}"));
    }

    [Fact]
    public void A_rating_shows_what_it_was_made_of()
    {
        var cells = At<CompassPage>("/compass?q=T1001.001").Find("tbody tr").QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();

        Assert.Equal(["00 mitigations, 0 controls", "13 rules", "11 test", "1detect volume 1, at most 1"], cells[2..]);
    }

    [Theory]
    [InlineData(0, 0, "neither rules nor tests")]
    [InlineData(3, 0, "no test")]
    [InlineData(1, 3, "detect volume 1, at most 1")]
    [InlineData(2, 2, "2 + 2 = 4, below 5")]
    [InlineData(3, 2, "3 + 2 = 5, at least 5")]
    public void The_arithmetic_is_that_of_the_formula(int detect, int test, string said) => Assert.Equal(said, CompassTable.Arithmetic(detect, test));

    [Fact]
    public async Task The_table_is_there_as_a_file()
    {
        await using var app = await RunningApp.StartAsync();

        using var answer = await app.Client.GetAsync(new Uri("/compass.csv", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(("text/csv", "compass.csv"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));
        Assert.StartsWith("techID,techName", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private string[][] Line(string head)
    {
        var row = At<OverviewPage>("/").FindAll("#compass tbody tr").Single(row => row.QuerySelector("th")!.TextContent == head);
        return [.. row.QuerySelectorAll(".levels").Select(levels => levels.Children.Select(number => number.TextContent).ToArray())];
    }
}
