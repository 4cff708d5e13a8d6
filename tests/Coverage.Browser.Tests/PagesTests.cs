using Coverage.Browser.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>What holds for every page: WCAG 2.2 AA as far as axe sees it, quiet, from here only, never wider than the screen.</summary>
/// <remarks>A class for each look, so that they run side by side.</remarks>
public abstract class PagesTests(Chromium chromium, Site site, Look look)
{
    /// <summary>Of what is right, one place a rule is told: the whole of it is megabytes.</summary>
    internal static AxeRunOptions Wcag { get; } = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/compass")]
    [InlineData("/compass?domain=ICS&detect=0")]
    [InlineData("/matrix")]
    [InlineData("/matrix?open=T1055")]
    [InlineData("/matrix?layout=mosaic")]
    [InlineData("/matrix?layout=list")]
    [InlineData("/matrix?metric=missing&at=T1219")]
    [InlineData("/matrix?metric=coverage&open=T1055")]
    [InlineData("/matrix?metric=split")]
    [InlineData("/matrix?metric=change")]
    [InlineData("/matrix?metric=gap")]
    [InlineData("/matrix?metric=gap&layout=mosaic&overlay=weights")]
    [InlineData("/matrix?q=no%20such%20technique")]
    [InlineData("/techniques/T1219")]
    [InlineData("/techniques/T1562.001")]
    [InlineData("/techniques/T9999")]
    [InlineData("/gaps")]
    [InlineData("/gaps/T1003.001")]
    [InlineData("/gaps?q=nothing%20like%20it")]
    [InlineData("/plan")]
    [InlineData("/plan/work")]
    [InlineData("/profiles")]
    [InlineData("/what-if?q=lsass")]
    [InlineData("/what-if?t=uncollect~default~windows")]
    [InlineData("/rules")]
    [InlineData("/rules/sigma/4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c")]
    [InlineData("/tests")]
    [InlineData("/tests/atomic/56506854-89d6-46a3-9804-b7fde90791f9")]
    [InlineData("/controls")]
    [InlineData("/controls/d3fend/D3-NTF")]
    [InlineData("/groups")]
    [InlineData("/actors/G0016")]
    [InlineData("/changes")]
    [InlineData("/changes?since=all&by=technique&q=nothing")]
    [InlineData("/results")]
    [InlineData("/changes?since=all&deployed=here")]
    [InlineData("/changes/deployed/sigma/4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c")]
    [InlineData("/results?list=expiring")]
    [InlineData("/results?list=again")]
    [InlineData("/sources")]
    [InlineData("/sources/sigma")]
    [InlineData("/search?q=rdp")]
    [InlineData("/environments")]
    [InlineData("/environments/default")]
    [InlineData("/environments/default/coverage")]
    [InlineData("/recorded?of=rule&item=sigma:4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c")]
    [InlineData("/recorded?of=control&item=d3fend:D3-NTF")]
    [InlineData("/recorded/tests?t=T1219")]
    [InlineData("/history")]
    [InlineData("/model")]
    [InlineData("/upgrade")]
    [InlineData("/no-such-page")]
    public async Task A_page_is_accessible_quiet_and_no_wider_than_the_screen(string path)
    {
        await using var visit = await site.OpenAsync(chromium, path, look);

        var found = await visit.Page.RunAxe(Wcag);

        Assert.Empty(found.Violations.Select(Describe));
        Assert.Equal(0, await visit.SidewaysAsync());
        Assert.Empty(visit.Complaints);
    }

    internal static string Describe(AxeResultItem violation)
    {
        var places = violation.Nodes.Take(3).Select(node => $"{node.Html} ({string.Join("; ", node.Any.Concat(node.All).Select(check => check.Message))})");
        return $"{violation.Id}, {violation.Nodes.Length} times: {string.Join(Environment.NewLine, places)}";
    }
}

/// <summary>By day.</summary>
public sealed class LightPagesTests(Chromium chromium, Site site) : PagesTests(chromium, site, Look.Light);

/// <summary>By night.</summary>
public sealed class DarkPagesTests(Chromium chromium, Site site) : PagesTests(chromium, site, Look.Dark);

/// <summary>On a phone.</summary>
public sealed class PhonePagesTests(Chromium chromium, Site site) : PagesTests(chromium, site, Look.Phone);
