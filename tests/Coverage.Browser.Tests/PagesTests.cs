using Coverage.Browser.Tests.Support;
using Coverage.Data;

namespace Coverage.Browser.Tests;

/// <summary>What holds for every page: WCAG 2.2 AA as far as axe sees it, quiet, from here only, never wider than the screen.</summary>
/// <remarks>A class for each look, so that they run side by side.</remarks>
public abstract class PagesTests(Chromium chromium, Site site, Look look, OpenWindows windows) : IClassFixture<OpenWindows>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/compass")]
    [InlineData("/compass?sort=-detect")]
    [InlineData("/compass?domain=ICS&detect=0")]
    [InlineData("/matrix")]
    [InlineData("/matrix?open=T1055")]
    [InlineData("/matrix?layout=mosaic")]
    [InlineData("/matrix?layout=list")]
    [InlineData("/matrix?metric=missing&at=T1219")]
    [InlineData("/matrix?metric=coverage&open=T1055")]
    [InlineData("/matrix?metric=split")]
    [InlineData("/matrix?metric=change")]
    [InlineData("/matrix?metric=change&what=uncollect~default~windows")]
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
    [InlineData("/what-if?t=deployset~default~level%253Dhigh&t=implementset~default~tactic%253DHarden")]
    [InlineData("/recorded/pair?rule=sigma:03e2746e-2b31-42f1-ab7a-eb39365b2422")]
    [InlineData("/rules")]
    [InlineData("/rules?sort=-level")]
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
    [InlineData("/score?environment=default")]
    [InlineData("/score?of=deployed")]
    [InlineData("/recorded?of=rule&item=sigma:4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c")]
    [InlineData("/recorded?of=control&item=d3fend:D3-NTF")]
    [InlineData("/recorded/tests?t=T1219")]
    [InlineData("/history")]
    [InlineData("/model")]
    [InlineData("/upgrade")]
    [InlineData("/no-such-page")]
    public async Task A_page_is_accessible_quiet_and_no_wider_than_the_screen(string path)
    {
        var visit = await windows.GoAsync(chromium, site, path, look);

        await visit.MustBeFineAsync();
    }
}

/// <summary>By day.</summary>
public sealed class LightPagesTests(Chromium chromium, Site site, OpenWindows windows) : PagesTests(chromium, site, Look.Light, windows);

/// <summary>By night.</summary>
public sealed class DarkPagesTests(Chromium chromium, Site site, OpenWindows windows) : PagesTests(chromium, site, Look.Dark, windows);

/// <summary>On a phone.</summary>
public sealed class PhonePagesTests(Chromium chromium, Site site, OpenWindows windows) : PagesTests(chromium, site, Look.Phone, windows);

/// <summary>The same of what who is signed in gets besides: forms, and pages of their own.</summary>
public sealed class SignedInPagesTests(Chromium chromium, Site site, OpenWindows windows) : IClassFixture<OpenWindows>
{
    [Theory]
    [InlineData("/environments", Look.Light)]
    [InlineData("/environments", Look.Dark)]
    [InlineData("/environments", Look.Phone)]
    [InlineData("/environments/default", Look.Light)]
    [InlineData("/environments/default", Look.Phone)]
    [InlineData("/techniques/T1003.001", Look.Light)]
    [InlineData("/techniques/T1003.001", Look.Dark)]
    [InlineData("/techniques/T1003.001", Look.Phone)]
    [InlineData("/recorded?of=rule&item=sigma:4bc90587-e6ca-4b41-be0b-ed4d04e4ed0c", Look.Light)]
    [InlineData("/recorded?of=control&item=d3fend:D3-NTF", Look.Phone)]
    [InlineData("/recorded/tests?t=T1003.001", Look.Light)]
    [InlineData("/recorded/tests?t=T1003.001", Look.Dark)]
    [InlineData("/recorded/tests?t=T1003.001", Look.Phone)]
    [InlineData("/controls", Look.Light)]
    [InlineData("/controls", Look.Phone)]
    [InlineData("/posture/bulk?of=control&env=default&state=Full", Look.Light)]
    [InlineData("/posture/bulk?of=control&env=default&state=Full", Look.Dark)]
    [InlineData("/posture/bulk?of=control&env=default&state=Full", Look.Phone)]
    public Task What_an_engineer_gets(string path, Look look) => IsFineAsync(path, look, Role.Engineer);

    [Theory]
    [InlineData("/sources", Look.Light)]
    [InlineData("/sources", Look.Dark)]
    [InlineData("/sources", Look.Phone)]
    [InlineData("/sources/sigma", Look.Light)]
    [InlineData("/sources/sigma", Look.Phone)]
    [InlineData("/sources/add", Look.Light)]
    [InlineData("/sources/add", Look.Dark)]
    [InlineData("/sources/add", Look.Phone)]
    [InlineData("/sources/sigma/edit", Look.Light)]
    [InlineData("/sources/hosts", Look.Light)]
    [InlineData("/sources/hosts", Look.Phone)]
    public Task What_an_administrator_gets(string path, Look look) => IsFineAsync(path, look, Role.Admin);

    private async Task IsFineAsync(string path, Look look, Role role)
    {
        var visit = await windows.GoAsync(chromium, site, path, look, role);
        await visit.Page.EvaluateAsync("document.querySelectorAll('#score > details, #statements details, .sheet > details').forEach(part => { part.open = true; })");

        await visit.MustBeFineAsync();
    }
}
