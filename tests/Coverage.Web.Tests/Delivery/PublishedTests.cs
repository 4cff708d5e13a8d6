using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coverage.Tests.Support;
using Coverage.Web.Components;
using Coverage.Web.Tests.Support;

namespace Coverage.Web.Tests.Delivery;

/// <summary>What has to hold where the app is installed, without an engine for its image.</summary>
public sealed partial class PublishedTests : IClassFixture<PublishedApp>
{
    private const int KiB = 1024;

    private readonly PublishedApp published;

    public PublishedTests(PublishedApp published)
    {
        PublishedApp.SkipWhereItCannotBe();
        this.published = published;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServingProcess App => published.App;

    [Fact]
    public async Task Only_who_is_signed_in_reads_and_the_printed_link_signs_in_to_small_pages()
    {
        using var stranger = await App.Client.GetAsync(new Uri("/", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.DoesNotContain("697", await stranger.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("ok", await App.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));

        using var client = App.NewClient();
        using var answer = await RunningApp.RedeemAsync(client, App.Link.Split("?t=")[1]);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("697", await client.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
        await FirstVisitAsync(client);
        await ImportVisitAsync(client);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri("/README.md", UriKind.Relative), Token)).StatusCode);
        Assert.InRange(await PackedAsync(client, "/techniques/T1059", "no-cache, private"), KiB, 30 * KiB);
        Assert.Equal(published.Before, published.Snapshot());
    }

    [Fact]
    public async Task The_image_s_health_check_tells_whether_it_answers()
    {
        var file = await File.ReadAllTextAsync(Repository.At("Dockerfile"), Token);
        var check = JsonSerializer.Deserialize<string[]>(HealthCheck().Match(file).Groups[1].Value)!;

        Assert.Equal(0, await CheckAsync(check, App.Address.Port));
        Assert.NotEqual(0, await CheckAsync(check, 1));
    }

    /// <summary>A first visit of the matrix is small, and its assets are packed and for ever.</summary>
    private static async Task FirstVisitAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/matrix", UriKind.Relative), Token);
        var html = await PackedAsync(client, "/matrix", "no-cache, private");
        var assets = Asset().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();

        var sum = html;
        foreach (var asset in assets.Where(asset => !asset.EndsWith(".woff2", StringComparison.Ordinal))) sum += await PackedAsync(client, "/" + asset, "max-age=31536000, immutable");
        var fonts = 0;
        foreach (var font in (string[])[FontFiles.Sans, FontFiles.Mono]) fonts += await SizeAsync(client, "/" + font, "max-age=31536000, immutable", null);

        Assert.Contains(assets, asset => asset.StartsWith("coverage.", StringComparison.Ordinal) && asset.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.StartsWith("favicon.", StringComparison.Ordinal));
        Assert.InRange(html, KiB, 20 * KiB);
        Assert.InRange(sum, html, 130 * KiB);
        Assert.InRange(sum + fonts, 80 * KiB, 215 * KiB);
    }

    /// <summary>What working takes besides, for the one page where people work: packed when it was built, not by the way, and for ever, too.</summary>
    private static async Task ImportVisitAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/sources", UriKind.Relative), Token);
        var assets = Asset().Matches(page).Select(match => match.Groups[1].Value).Where(asset => asset.StartsWith('_')).Distinct().ToList();

        var sum = 0;
        foreach (var asset in assets) sum += await PackedAsync(client, "/" + asset, "max-age=31536000, immutable");

        Assert.Equal(3, assets.Count);
        Assert.InRange(sum, 80 * KiB, 110 * KiB);
    }

    private static async Task<int> CheckAsync(string[] check, int port)
    {
        var start = new ProcessStartInfo(check[0], check[1..].Select(part => part.Replace("5080", $"{port}", StringComparison.Ordinal))) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }

    private static Task<int> PackedAsync(HttpClient client, string path, string caching) => SizeAsync(client, path, caching, "br");

    private static async Task<int> SizeAsync(HttpClient client, string path, string caching, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new("br"), new("gzip") } } };
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal((path, HttpStatusCode.OK, caching, encoding), (path, answer.StatusCode, answer.Headers.CacheControl?.ToString(), answer.Content.Headers.ContentEncoding.SingleOrDefault()));
        return (await answer.Content.ReadAsByteArrayAsync(Token)).Length;
    }

    [GeneratedRegex("<(?:script|link)\\b[^>]*?(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Asset();

    [GeneratedRegex("HEALTHCHECK[\\s\\S]*?CMD (\\[.*\\])")]
    private static partial Regex HealthCheck();
}
