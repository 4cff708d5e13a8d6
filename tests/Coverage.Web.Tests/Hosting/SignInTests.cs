using System.Net;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Coverage.Web.Tests.Hosting;

public sealed class SignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anyone_on_the_loopback_reads_and_only_who_is_signed_in_changes()
    {
        await using var app = await StartAsync();
        using var viewer = await app.SignInAsync(Role.Viewer);
        using var engineer = await app.SignInAsync(Role.Engineer);
        using var admin = await app.SignInAsync(Role.Admin);

        Assert.Equal(200, await GetAsync(app.Client, "/whoami"));
        Assert.Equal(401, await PostAsync(app.Client, "/change"));
        Assert.Equal(403, await PostAsync(viewer, "/change"));
        Assert.Equal(200, await PostAsync(engineer, "/change"));
        Assert.Equal(200, await PostAsync(admin, "/change"));
        Assert.Equal(401, await PostAsync(app.Client, "/govern"));
        Assert.Equal(403, await PostAsync(engineer, "/govern"));
        Assert.Equal(200, await PostAsync(admin, "/govern"));
    }

    [Fact]
    public async Task A_link_shows_whom_it_signs_in_and_works_once()
    {
        await using var app = await StartAsync();
        var token = app.Link(Role.Engineer, "Grace <Hopper>");
        using var first = app.NewClient();
        using var second = app.NewClient();

        var page = await first.GetStringAsync(new Uri($"/sign-in?t={token}", UriKind.Relative), Token);
        var late = await RunningApp.FormAsync(second, $"/sign-in?t={token}");
        using var used = await RunningApp.RedeemAsync(first, token);
        using var again = await second.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(late), Token);

        Assert.Contains("Grace &lt;Hopper&gt;</b>, Engineer", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, used.StatusCode);
        Assert.Equal("/", used.Headers.Location?.OriginalString);
        Assert.Equal("Grace <Hopper> Engineer", await WhoAsync(first));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        Assert.Contains("coverage link", await again.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("reader", await WhoAsync(second));
        Assert.Equal(403, await GetAsync(second, $"/sign-in?t={token}"));
    }

    [Fact]
    public async Task A_link_is_void_after_30_minutes()
    {
        await using var app = await StartAsync();
        var token = app.Link();
        var form = await RunningApp.FormAsync(app.Client, $"/sign-in?t={token}");

        app.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(403, await GetAsync(app.Client, $"/sign-in?t={token}"));
        using var answer = await app.Client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(form), Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("reader", await WhoAsync(app.Client));
    }

    [Fact]
    public async Task Of_many_that_use_a_link_at_once_one_is_signed_in()
    {
        await using var app = await StartAsync();
        var token = app.Link();
        var clients = Enumerable.Range(0, 8).Select(_ => app.NewClient()).ToList();
        var forms = new List<Dictionary<string, string>>();
        foreach (var client in clients) forms.Add(await RunningApp.FormAsync(client, $"/sign-in?t={token}"));

        var answers = await Task.WhenAll(clients.Zip(forms, (client, form) => client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(form), Token)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=")]
    [InlineData("?t=x")]
    [InlineData("?t=%00%0a")]
    [InlineData("?t=a&t=b")]
    public async Task A_link_that_is_none_is_void(string query)
    {
        await using var app = await StartAsync();

        Assert.Equal(403, await GetAsync(app.Client, "/sign-in" + query));
    }

    [Fact]
    public async Task The_button_needs_the_form_that_it_was_in()
    {
        await using var app = await StartAsync();
        var token = app.Link();

        using var answer = await app.Client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("t", token)]), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(200, await GetAsync(app.Client, $"/sign-in?t={token}"));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        await using var app = await StartAsync();
        await using var other = await StartAsync();

        using var answer = await RunningApp.RedeemAsync(app.NewClient(), app.Link());
        using var others = await RunningApp.RedeemAsync(other.NewClient(), other.Link());

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(NameOf(cookie), NameOf(Assert.Single(others.Headers.GetValues("Set-Cookie"))));
    }

    [Fact]
    public async Task A_session_ends_12_hours_after_the_last_request()
    {
        await using var app = await StartAsync();
        using var client = await app.SignInAsync();

        app.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal("Ada Engineer", await WhoAsync(client));
        app.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal("Ada Engineer", await WhoAsync(client));
        app.Clock.Advance(TimeSpan.FromHours(12.1));

        Assert.Equal("reader", await WhoAsync(client));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_every_copy_of_its_cookie()
    {
        await using var app = await StartAsync();
        using var client = await app.SignInAsync();
        using var copy = app.NewClient();
        using var before = await client.GetAsync(new Uri("/cookie", UriKind.Relative), Token);
        copy.DefaultRequestHeaders.Add("Cookie", await before.Content.ReadAsStringAsync(Token));
        Assert.Equal("Ada Engineer", await WhoAsync(copy));

        using var withoutForm = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([]), Token);
        Assert.Equal(HttpStatusCode.BadRequest, withoutForm.StatusCode);
        var form = await RunningApp.FormAsync(client, $"/sign-in?t={app.Link()}");
        using var answer = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent(form), Token);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("reader", await WhoAsync(client));
        Assert.Equal("reader", await WhoAsync(copy));
        Assert.Equal(401, await PostAsync(copy, "/change"));
    }

    [Fact]
    public async Task Attempts_are_limited()
    {
        await using var app = await StartAsync();
        var statuses = new List<int>();

        for (var attempt = 0; attempt < 31; attempt++) statuses.Add(await GetAsync(app.Client, "/sign-in?t=x"));

        Assert.Equal(429, statuses[^1]);
        Assert.All(statuses.Take(30), status => Assert.Equal(403, status));
        Assert.Equal(200, await GetAsync(app.Client, "/whoami"));
    }

    [Fact]
    public async Task Where_the_port_is_published_reading_needs_a_link_too()
    {
        await using var app = await StartAsync("--PublishedOnLoopback=true");
        using var viewer = await app.SignInAsync(Role.Viewer);

        Assert.Equal(401, await GetAsync(app.Client, "/"));
        Assert.Equal(401, await GetAsync(app.Client, "/whoami"));
        Assert.Equal(401, await GetAsync(app.Client, "/events"));
        Assert.Equal(401, await GetAsync(app.Client, "/no-such-page"));
        Assert.Equal(401, await PostAsync(app.Client, "/_blazor/negotiate?negotiateVersion=1"));
        Assert.Equal(200, await GetAsync(app.Client, "/healthz"));
        Assert.Equal(200, await GetAsync(app.Client, "/coverage.css"));
        Assert.Equal("Ada Viewer", await WhoAsync(viewer));
        Assert.Equal(404, await GetAsync(viewer, "/no-such-page"));
    }

    private static Task<RunningApp> StartAsync(params string[] settings) => RunningApp.StartAsync(settings, app =>
    {
        app.MapGet("/whoami", async (CurrentPerson current) => await current.GetAsync() is { } person ? $"{person.Name} {person.Role}" : "reader").RequireAuthorization(Policies.Read);
        app.MapGet("/cookie", (HttpContext context) => context.Request.Headers.Cookie.ToString()).RequireAuthorization(Policies.Read);
        app.MapPost("/change", () => "changed").RequireAuthorization(Policies.Engineer);
        app.MapPost("/govern", () => "changed").RequireAuthorization(Policies.Admin);
    });

    private static string NameOf(string cookie) => cookie[..cookie.IndexOf('=', StringComparison.Ordinal)];

    private static Task<string> WhoAsync(HttpClient client) => client.GetStringAsync(new Uri("/whoami", UriKind.Relative), Token);

    private static async Task<int> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return (int)answer.StatusCode;
    }

    private static async Task<int> PostAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), null, Token);
        return (int)answer.StatusCode;
    }
}
