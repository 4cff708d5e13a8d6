using System.Diagnostics;
using System.IO.Compression;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Webhooks;

namespace Coverage.Tests.GitHub;

public sealed class FaultTests : GitHubFixture
{
    [Fact]
    public async Task A_fault_meets_so_many_requests_and_then_all_is_well()
    {
        Rules().Commit("First", OneRule());
        var fault = Server.Faults.On("GET", "/repos/*/*/commits/**", 2, Fault.Status(502));

        var statuses = new List<int>();
        for (var at = 0; at < 4; at++)
        {
            using var response = await Get(at == 0 ? "repos/acme/rules" : "repos/acme/rules/commits/main");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 502, 502, 200], statuses);
        Assert.Equal(2, fault.Hits);
        Assert.Equal(statuses, Server.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_branch_can_move_at_the_very_moment_of_a_request()
    {
        var repository = Rules();
        var before = repository.Commit("First", OneRule());
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", 1, Fault.Before(() => repository.Commit("Second", OneRule("title: Two\n"))));

        var pinned = (await Json("repos/acme/rules/commits/main")).GetProperty("sha").GetString();
        using var tree = await Get($"repos/acme/rules/git/trees/{pinned}");
        var moved = (await Json("repos/acme/rules/commits/main")).GetProperty("sha").GetString();

        Assert.Equal((before, 200), (pinned, (int)tree.StatusCode));
        Assert.NotEqual(before, moved);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_cut_body_ends_in_an_error_after_so_many_bytes(int bytes)
    {
        Rules().Commit("First", OneRule());
        Server.Faults.On("GET", "/**", 1, Fault.Cut(bytes));

        using var response = await Get("repos/acme/rules");
        var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync(Cancelled)).CopyToAsync(received, Cancelled));
        Assert.Equal(bytes, received.Length);
    }

    [Fact]
    public async Task A_stalled_body_is_silent_until_the_client_gives_up()
    {
        Rules().Commit("First", OneRule());
        Server.Faults.On("GET", "/**", 1, Fault.Stall(10));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();

        using var response = await Get("repos/acme/rules");
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await body.CopyToAsync(Stream.Null, patience.Token));
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task An_endless_body_goes_on_for_as_long_as_it_is_read()
    {
        Server.Faults.On("GET", "/**", Fault.Endless());

        using var response = await Get("rate_limit");
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var buffer = new byte[4 << 20];

        Assert.Equal(buffer.Length, await body.ReadAtLeastAsync(buffer, buffer.Length, cancellationToken: Cancelled));
        Server.Faults.Clear();
    }

    [Fact]
    public async Task A_tree_or_a_blob_can_lie_about_its_hash()
    {
        Rules().Commit("First", OneRule());
        var sha = (await Json("repos/acme/rules/git/trees/main?recursive=1")).GetProperty("tree")[1].GetProperty("sha").GetString();
        var content = (await Json($"repos/acme/rules/git/blobs/{sha}")).GetProperty("content").GetString();
        Server.Faults.On("GET", "/**/git/trees/*", 1, Fault.WrongTreeHash("rules/one.yml"));
        Server.Faults.On("GET", "/**/git/blobs/*", 1, Fault.WrongContent());

        Assert.NotEqual(sha, (await Json("repos/acme/rules/git/trees/main?recursive=1")).GetProperty("tree")[1].GetProperty("sha").GetString());
        Assert.NotEqual(content, (await Json($"repos/acme/rules/git/blobs/{sha}")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_archive_can_be_a_bomb()
    {
        Rules().Commit("First", OneRule());
        Server.Faults.On("GET", "/*/*/legacy.tar.gz/**", Fault.TarBomb(64 << 20));

        using var response = await Send(HttpMethod.Get, new Uri(Server.CodeloadUri, "acme/rules/legacy.tar.gz/main"), token: null);
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(Cancelled), CompressionMode.Decompress);
        var buffer = new byte[1 << 20];
        var unpacked = 0L;
        for (var read = 1; read > 0; unpacked += read)
        {
            read = await gzip.ReadAsync(buffer, Cancelled);
        }

        Assert.True(unpacked > 64 << 20);
        Assert.True(Server.Requests[^1].BytesSent < 1 << 20);
    }

    [Fact]
    public async Task Redirects_lead_wherever_they_are_told_and_limits_wait_as_long_as_they_are_told()
    {
        Server.Faults.On("GET", "/rate_limit", 1, Fault.Redirect("http://169.254.169.254/latest/meta-data"));
        Server.Faults.On("GET", "/rate_limit", 1, Fault.RedirectToItself());
        Server.Faults.On("GET", "/rate_limit", 1, Fault.SecondaryLimit(TimeSpan.FromSeconds(30), 429));
        Server.Faults.On("GET", "/rate_limit", 1, Fault.ContentType("text/html"));

        using var away = await Get("rate_limit");
        using var itself = await Get("rate_limit");
        using var limited = await Get("rate_limit");
        using var html = await Get("rate_limit");

        Assert.Equal("169.254.169.254", away.Headers.Location!.Host);
        Assert.Equal(new Uri(Server.ApiUri, "rate_limit"), itself.Headers.Location);
        Assert.Equal((429, TimeSpan.FromSeconds(30)), ((int)limited.StatusCode, limited.Headers.RetryAfter!.Delta));
        Assert.Equal((200, "text/html"), ((int)html.StatusCode, html.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public void A_push_is_signed_over_its_very_bytes()
    {
        var repository = Rules();
        var sha = repository.Commit("First", OneRule());

        var delivery = WebhookDelivery.Push(repository, "secret");

        Assert.Equal(Signature(delivery.Body), delivery.Signature);
        Assert.NotEqual(Signature(delivery.Tampered().Body), delivery.Signature);
        Assert.Contains($"\"after\":\"{sha}\"", System.Text.Encoding.UTF8.GetString(delivery.Body), StringComparison.Ordinal);
    }

    private static string Signature(byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("secret"u8, body));
}
