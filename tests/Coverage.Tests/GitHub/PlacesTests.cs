using System.Net;
using Coverage.GitHub;

namespace Coverage.Tests.GitHub;

public sealed class PlacesTests : GitHubFixture
{
    [Fact]
    public async Task An_enterprise_server_below_a_path_answers_there_and_nowhere_else()
    {
        await using var server = await GitHubServer.StartAsync(new() { BasePath = "/github" }, Cancelled);
        server.AddRepository("acme/rules").Commit("First", OneRule());

        using var below = await Send(HttpMethod.Get, new Uri(server.EnterpriseUri, "repos/acme/rules"), token: null);
        using var beside = await Send(HttpMethod.Get, new Uri(server.EnterpriseUri, "/api/v3/repos/acme/rules"), token: null);

        Assert.Equal("/github/api/v3/", server.EnterpriseUri.AbsolutePath);
        Assert.Equal(new Uri(server.EnterpriseUri, "repos/acme/rules").ToString(), (await Json(below)).GetProperty("url").GetString());
        Assert.Equal(404, (int)beside.StatusCode);
        Assert.Single(server.Complaints);
    }

    [Fact]
    public async Task With_tls_only_a_client_that_trusts_the_certificate_is_served()
    {
        await using var server = await GitHubServer.StartAsync(new() { Tls = true }, Cancelled);
        using var wary = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var trusting = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.Certificate!.GetCertHashString() },
        });
        trusting.DefaultRequestHeaders.Add("User-Agent", "coverage-tests");

        await Assert.ThrowsAsync<HttpRequestException>(() => wary.GetAsync(new Uri(server.ApiUri, "rate_limit"), Cancelled));
        using var response = await trusting.GetAsync(new Uri(server.ApiUri, "rate_limit"), Cancelled);

        Assert.Equal("https", server.CodeloadUri.Scheme);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_stalled_request_does_not_hold_up_the_end()
    {
        var server = await GitHubServer.StartAsync(cancellationToken: Cancelled);
        server.Faults.On("GET", "/**", Coverage.GitHub.Faults.Fault.Stall(5));
        using var response = await Send(HttpMethod.Get, new Uri(server.ApiUri, "rate_limit"), token: null);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }
}
