using System.Net;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Coverage.Web.Tests.Hosting;

public sealed class RequestGuardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:PORT", 200)]
    [InlineData("localhost:PORT", 200)]
    [InlineData("LOCALHOST:PORT", 200)]
    [InlineData("[::1]:PORT", 200)]
    [InlineData("127.0.0.1", 400)]
    [InlineData("127.0.0.1:1", 400)]
    [InlineData("localhost.:PORT", 400)]
    [InlineData("evil.example:PORT", 400)]
    [InlineData("127.0.0.1.evil.example:PORT", 400)]
    [InlineData("localhost.evil.example:PORT", 400)]
    [InlineData("0.0.0.0:PORT", 400)]
    [InlineData("coverage.lan:PORT", 400)]
    public async Task On_loopback_only_its_own_names_with_the_right_port_are_answered(string host, int status)
    {
        await using var app = await RunningApp.StartAsync(["--AllowedHosts=coverage.lan;*"]);

        using var answer = await SendAsync(app, HttpMethod.Get, "/healthz", ("Host", host));

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 400) Assert.Contains("host name is not served", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:9999", 200)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]:1", 200)]
    [InlineData("coverage.lan", 200)]
    [InlineData("Coverage.LAN:8443", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("sub.coverage.lan", 400)]
    public async Task Where_the_port_is_published_it_may_be_another_one_and_names_can_be_added(string host, int status)
    {
        await using var app = await RunningApp.StartAsync(["--PublishedOnLoopback=true", "--AllowedHosts=coverage.lan;*"]);

        using var answer = await SendAsync(app, HttpMethod.Get, "/healthz", ("Host", host));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(null, null, 200)]
    [InlineData("http://127.0.0.1:PORT", null, 200)]
    [InlineData("http://127.0.0.1:PORT", "same-origin", 200)]
    [InlineData("null", "same-origin", 200)]
    [InlineData(null, "none", 200)]
    [InlineData("null", null, 403)]
    [InlineData("null", "cross-site", 403)]
    [InlineData("http://evil.example", null, 403)]
    [InlineData("http://127.0.0.1:1", null, 403)]
    [InlineData("https://127.0.0.1:PORT", null, 403)]
    [InlineData("http://localhost:PORT", null, 403)]
    [InlineData("http://127.0.0.1:PORT", "cross-site", 403)]
    [InlineData("http://127.0.0.1:PORT", "same-site", 403)]
    [InlineData(null, "cross-site", 403)]
    public async Task What_could_change_something_has_to_come_from_our_own_pages(string? origin, string? site, int status)
    {
        await using var app = await RunningApp.StartAsync(map: own => own.MapPost("/post", () => "posted").RequireAuthorization(Policies.Read));

        using var answer = await SendAsync(app, HttpMethod.Post, "/post", ("Origin", origin), ("Sec-Fetch-Site", site));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_link_from_another_site_can_be_followed()
    {
        await using var app = await RunningApp.StartAsync();

        using var answer = await SendAsync(app, HttpMethod.Get, "/healthz", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT", 101)]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    public async Task A_web_socket_has_to_come_from_our_own_pages(string origin, int status)
    {
        await using var app = await RunningApp.StartAsync();

        using var answer = await SendAsync(
            app, HttpMethod.Get, "/_blazor", ("Origin", origin), ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningApp app, HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(app.Address, path));
        foreach (var (name, value) in headers)
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value.Replace("PORT", $"{app.Address.Port}", StringComparison.Ordinal));
        }

        return await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
