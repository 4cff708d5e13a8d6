using Coverage.Browser.Tests.Support;

namespace Coverage.Browser.Tests;

/// <summary>The other tests rely on a visit that complains.</summary>
public sealed class VisitTests(Chromium chromium, Site site)
{
    [Theory]
    [InlineData("const own = document.createElement('script'); own.textContent = '1'; document.body.append(own);", "Content Security Policy")]
    [InlineData("document.body.append(document.createElement('style')); document.querySelector('style').textContent = 'a{}';", "Content Security Policy")]
    [InlineData("fetch('http://127.0.0.2:9/').catch(() => {});", "127.0.0.2")]
    [InlineData("fetch('/no-such-page').catch(() => {});", "404: ")]
    [InlineData("console.error('invented');", "console: invented")]
    [InlineData("setTimeout(() => { throw new Error('invented'); });", "script: ")]
    public async Task What_no_page_may_do_is_noticed(string script, string complaint)
    {
        await using var visit = await site.OpenAsync(chromium, "/no-such-page");
        Assert.Empty(visit.Complaints);

        await visit.Page.EvaluateAsync($"() => {{ {script} }}");

        for (var attempt = 0; attempt < 300 && !visit.Complaints.Any(); attempt++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Contains(visit.Complaints, text => text.Contains(complaint, StringComparison.Ordinal));
    }
}
