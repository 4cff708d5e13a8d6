using Bunit;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Matrix;

public sealed class MatrixPageTests : PageTest
{
    [Fact]
    public void The_page_says_how_many_of_how_many_it_shows()
    {
        var page = At<MatrixPage>("/matrix?platform=Linux");

        Assert.Contains("1 of 4 techniques", page.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_step_of_the_scale_is_a_filter()
    {
        var page = At<MatrixPage>("/matrix?metric=tests");

        Assert.Equal("/matrix?metric=tests&show=0", page.Find(".legend a").GetAttribute("href"));
        Assert.Equal(8, page.FindAll(".legend a").Count);
    }

    [Fact]
    public void The_panel_of_a_technique_is_part_of_the_url()
    {
        var page = At<MatrixPage>("/matrix?at=t1001");

        Assert.Equal("Alpha & Sons", page.Find("#panel h2").TextContent);
        Assert.False(page.Find("#panel").HasAttribute("hidden"));
    }

    [Fact]
    public void What_fits_nothing_says_what_to_do()
    {
        var page = At<MatrixPage>("/matrix?q=nothing+is+called+so");

        Assert.Equal("/matrix", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void A_matrix_that_is_not_loaded_says_so()
    {
        Assert.Contains("No ATT&CK for ICS is loaded", At<MatrixPage>("/matrix?domain=ics").Find(".empty").TextContent, StringComparison.Ordinal);
    }
}
