using System.Net;
using System.Net.Http.Headers;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Hosting;

/// <summary>Headers, errors, compression and caching.</summary>
public sealed class AnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", null)]
    [InlineData("/coverage.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/sign-in?t=x", 403)]
    [InlineData("/no-such-page", 404)]
    [InlineData("/api/no-such-thing", 404)]
    [InlineData("/throws", 500)]
    [InlineData("/late", 200)]
    public async Task Every_answer_has_the_security_headers(string path, int? status)
    {
        await using var app = await StartAsync();

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        if (status is not null) Assert.Equal(status, (int)answer.StatusCode);
        AssertHeaders(answer);
    }

    [Fact]
    public async Task A_refused_request_has_the_security_headers()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Address) { Headers = { Host = "evil.example" } };

        using var answer = await app.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        AssertHeaders(answer);
    }

    [Theory]
    [InlineData("/throws", 500)]
    [InlineData("/api/throws", 500)]
    [InlineData("/busy", 503)]
    public async Task A_failure_gives_a_reference_and_no_details(string path, int status)
    {
        await using var app = await StartAsync();

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        if (path.StartsWith("/api", StringComparison.Ordinal))
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("\"id\":", text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Reference: <code>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_role_may_not_do_is_said_as_such()
    {
        await using var app = await StartAsync();

        using var answer = await app.Client.GetAsync(new Uri("/not-allowed", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Eve is Viewer", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no-such-page", "text/html")]
    [InlineData("/api/no-such-thing", "application/problem+json")]
    public async Task What_is_nowhere_is_404(string path, string type)
    {
        await using var app = await StartAsync();

        using var answer = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_is_typed_into_an_address_is_never_a_fault_of_ours()
    {
        await using var app = await StartAsync();
        using var admin = await app.SignInAsync(Coverage.Data.Role.Admin);
        foreach (var path in new[] { "/sources/sigma/changes/1?page=%1bx", "/sources/sigma?runs=x&held=x", "/posture/import?done=x", "/posture/import/none?asked=x", "/posture/bulk?asked=x&generation=x", "/rules?page=x", "/matrix?since=x", "/what-if?t=x" })
        {
            using var answer = await admin.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.True((int)answer.StatusCode < 500, path);
        }
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_refused()
    {
        await using var app = await StartAsync();
        using var large = new ByteArrayContent(new byte[(1024 * 1024) + 1]);
        using var fits = new ByteArrayContent(new byte[1024 * 1024]);

        using var refused = await app.Client.PostAsync(new Uri("/length", UriKind.Relative), large, Token);
        using var taken = await app.Client.PostAsync(new Uri("/length", UriKind.Relative), fits, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("1048576", await taken.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Pages_are_compressed_and_asked_for_again_each_time()
    {
        await using var app = await StartAsync();
        using var signedIn = await app.SignInAsync();

        using var page = await GetCompressedAsync(app.Client, "/long");
        using var own = await GetCompressedAsync(signedIn, "/long");
        using var blazor = await GetCompressedAsync(app.Client, "/");

        Assert.Equal("br", Assert.Single(page.Content.Headers.ContentEncoding));
        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache, private", own.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", blazor.Headers.CacheControl?.ToString());
        Assert.False(blazor.Headers.Contains("Pragma"));
    }

    [Fact]
    public async Task Fingerprinted_assets_never_change()
    {
        // As in a published app; a build that is run from its folder asks again each time, since its files may be edited.
        await using var app = await RunningApp.StartAsync(["--EnableStaticAssetsDevelopmentCaching=true"]);

        using var hashed = await app.Client.GetAsync(new Uri(Fingerprinted(app, "coverage", ".css"), UriKind.Relative), Token);
        using var style = await app.Client.GetAsync(new Uri("/coverage.css", UriKind.Relative), Token);

        Assert.Equal("max-age=31536000, immutable", hashed.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", style.Headers.CacheControl?.ToString());
        Assert.NotEmpty(await hashed.Content.ReadAsByteArrayAsync(Token));
        Assert.NotEmpty(await style.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData(FontFiles.Sans)]
    [InlineData(FontFiles.Mono)]
    public async Task A_font_named_after_its_content_never_changes(string path)
    {
        await using var app = await StartAsync();

        using var font = await app.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { font.Headers.ETag! } } };
        using var known = await app.Client.SendAsync(again, Token);

        Assert.Equal("max-age=31536000, immutable", font.Headers.CacheControl?.ToString());
        Assert.Equal((HttpStatusCode.NotModified, "max-age=31536000, immutable"), (known.StatusCode, known.Headers.CacheControl?.ToString()));
        Assert.NotEmpty(await font.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_package_s_file_never_changes_under_its_build_and_is_asked_for_again_under_another()
    {
        await using var app = await StartAsync();

        using var own = await app.Client.GetAsync(new Uri("/" + PackageFiles.Style, UriKind.Relative), Token);
        using var other = await app.Client.GetAsync(new Uri(("/" + PackageFiles.Style).Split('=')[0] + "=0123456789ab", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.OK, "max-age=31536000, immutable"), (own.StatusCode, own.Headers.CacheControl?.ToString()));
        Assert.Equal((HttpStatusCode.OK, "no-cache"), (other.StatusCode, other.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task Only_who_may_import_gets_the_island_and_what_it_takes()
    {
        await using var app = await StartAsync();
        using var viewer = await app.SignInAsync(Role.Viewer);
        using var engineer = await app.SignInAsync();

        foreach (var (client, expected) in new[] { (app.Client, false), (viewer, false), (engineer, true) })
        {
            var page = await client.GetStringAsync(new Uri("/sources", UriKind.Relative), Token);

            Assert.Equal((expected, expected, expected), (page.Contains("blazor.web", StringComparison.Ordinal), page.Contains("MudBlazor", StringComparison.Ordinal), page.Contains("<!--Blazor:", StringComparison.Ordinal)));
            Assert.Equal(!expected, page.Contains("takes to be signed in", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_that_no_build_knew_is_not_served()
    {
        await using var app = await StartAsync();

        Assert.DoesNotContain(app.Services.GetRequiredService<EndpointDataSource>().Endpoints, endpoint => endpoint.DisplayName == "Fallback {**path:file}");
    }

    [Fact]
    public async Task The_health_check_says_no_more_than_ok()
    {
        await using var app = await StartAsync();

        Assert.Equal("ok", await app.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));
    }

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.True(answer.Headers.Contains("Referrer-Policy"));
        Assert.True(answer.Headers.Contains("Cache-Control"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    private static string Fingerprinted(RunningApp app, string start, string end)
    {
        return app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .First(route => route.StartsWith(start + ".", StringComparison.Ordinal) && route.EndsWith(end, StringComparison.Ordinal) && route != start + end);
    }

    private static async Task<HttpResponseMessage> GetCompressedAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new StringWithQualityHeaderValue("br"), new StringWithQualityHeaderValue("gzip") } } };
        return await client.SendAsync(request, Token);
    }

    private static Task<RunningApp> StartAsync() => RunningApp.StartAsync(map: app =>
    {
        string Throw() => throw new InvalidOperationException("a secret");
        app.MapGet("/throws", Throw).RequireAuthorization(Policies.Read);
        app.MapGet("/api/throws", Throw).RequireAuthorization(Policies.Read);
        app.MapGet("/busy", string () => throw new DatabaseException("a secret path")).RequireAuthorization(Policies.Read);
        app.MapGet("/not-allowed", string () => throw new NotAllowedException(new Person("Eve", Role.Viewer), Mutations.Import)).RequireAuthorization(Policies.Read);
        app.MapGet("/late", (HttpContext context) => context.Response.WriteAsync("hello")).RequireAuthorization(Policies.Read);
        app.MapGet("/long", () => TypedResults.Text(new string('x', 10_000), "text/html")).RequireAuthorization(Policies.Read);
        app.MapPost("/length", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            return $"{body.Length}";
        }).RequireAuthorization(Policies.Read);
    });
}
