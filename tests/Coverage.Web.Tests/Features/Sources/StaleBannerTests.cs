using System.Text.RegularExpressions;
using Coverage.Sync;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>The banner over data that is older than its schedule allows.</summary>
public sealed partial class StaleBannerTests
{
    private const string Said = "Older than its schedule allows";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_says_so_once_two_turns_were_missed_and_nothing_before()
    {
        // Nothing listens there, should the schedule look in the meantime.
        await using var app = await RunningApp.StartAsync(services: own => own.AddSingleton(new SyncOptions { GitHub = new Uri("http://127.0.0.1:1/") }));
        var before = await app.Client.GetStringAsync(new Uri("/rules", UriKind.Relative), Token);
        app.Clock.Advance(TimeSpan.FromDays(3));
        app.Services.GetRequiredService<SourceSettings>().Pause("sigma", true, new Audit.Person("test", Data.Role.Admin));
        _ = app.View;

        var page = await app.Client.GetStringAsync(new Uri("/rules", UriKind.Relative), Token);
        using var dismissed = new HttpRequestMessage(HttpMethod.Get, "/rules") { Headers = { { "Cookie", Cookie().Match(page).Groups[1].Value } } };
        using var after = await app.NewClient().SendAsync(dismissed, Token);

        Assert.DoesNotContain(Said, before, StringComparison.Ordinal);
        Assert.Contains(Said, page, StringComparison.Ordinal);
        Assert.Contains("""<a href="/sources/atomic">Atomic Red Team</a>""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("""<a href="/sources/sigma">""", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Said, await after.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [GeneratedRegex("data-dismiss=\"([^\"]+)\"")]
    private static partial Regex Cookie();
}
