using Coverage.Web.Components;

namespace Coverage.Web.Tests.Features.Components;

public sealed class ProseTests
{
    [Fact]
    public void Web_links_stay_and_give_nothing_away()
    {
        Assert.Equal("""<p><a href="https://example.org/a" rel="noopener noreferrer">there</a></p>""", Html("[there](https://example.org/a)"));
    }

    [Theory]
    [InlineData("[there](javascript:alert(1))")]
    [InlineData("[there](data:text/html;base64,AAAA)")]
    [InlineData("[there](/relative)")]
    [InlineData("[there][x]\n\n[x]: javascript:alert(1)")]
    [InlineData("![there](https://example.org/pixel.png)")]
    public void Other_links_and_images_leave_their_words(string markdown) => Assert.Equal("<p>there</p>", Html(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<javascript:alert(1)>")]
    public void Html_is_text(string markdown)
    {
        var html = Html(markdown);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Citations_go_and_code_marks_become_code()
    {
        Assert.Equal("<p>It runs <code>cmd.exe</code>. Then more.</p>", Html("It runs <code>cmd.exe</code>.(Citation: A Book (2020)) Then more. (Citation: B)"));
    }

    [Theory]
    [InlineData("https://attack.mitre.org/techniques/T1543/003", "/techniques/T1543.003")]
    [InlineData("https://attack.mitre.org/groups/G0016", "/actors/G0016")]
    [InlineData("https://attack.mitre.org/software/S0002/", "/actors/S0002")]
    public void Links_to_attack_stay_in_the_house(string url, string local) => Assert.Contains($"href=\"{local}\"", Html($"[x]({url})"), StringComparison.Ordinal);

    private static string Html(string markdown) => Prose.Html(markdown).Trim();
}
