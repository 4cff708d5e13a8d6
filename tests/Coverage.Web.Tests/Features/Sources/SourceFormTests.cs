using System.Net;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Sources;

/// <summary>Adding and editing a source, as forms without script.</summary>
public sealed class SourceFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_adds_a_source()
    {
        await using var app = await RunningApp.StartAsync();
        using var admin = await app.SignInAsync(Role.Admin);

        using var answer = await SourcesBench.SendAsync(admin, "/sources/add", [.. Ours(), ("Token", "secret-of-ours"), ("Credential", "Token"), ("Include", "rules/**/*.yml\r\n\r\nmore/*.yml")]);
        var source = app.Services.GetRequiredService<SourceSettings>().Find("ours");

        Assert.Equal("/sources/ours", answer.Headers.Location?.OriginalString is { } to ? new Uri(app.Address, to).AbsolutePath : "");
        Assert.Equal(("acme/rules", "https://git.acme.example/api/v3/", "Branch", "main"), (source?.Repository, source?.Api, source?.RefKind, source?.Ref));
        Assert.Equal(("rules/**/*.yml\nmore/*.yml", "15 4 * * *", "Europe/Berlin", 60, 50), (source?.Include, source?.Cron, source?.TimeZone, source?.JitterSeconds, source?.Priority));
        Assert.Equal(CredentialKind.Token, source?.Credential);
        Assert.Contains("Credential token", await SourcesBench.TextAsync(app.Client, "/sources/ours"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_that_was_typed_is_lost()
    {
        await using var app = await RunningApp.StartAsync();
        using var admin = await app.SignInAsync(Role.Admin);

        using var answer = await SourcesBench.SendAsync(admin, "/sources/add", [.. Ours(), ("Name", "no such name"), ("From", "nowhere"), ("Cron", "61 * * * *"), ("TimeZone", "Nowhere/Else"), ("Priority", "first"), ("Exclude", "kept/**"), ("Credential", "Token")]);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var field in new[] { "Name", "From", "TimeZone", "Priority", "Token" }) Assert.DoesNotContain($"""id="f-{field}-wrong" data-fresh></span>""", page, StringComparison.Ordinal);
        Assert.Contains("'no such name' cannot name a source.", page, StringComparison.Ordinal);
        Assert.Contains("'Nowhere/Else' is no time zone.", page, StringComparison.Ordinal);
        Assert.Contains("""value="nowhere" """, page, StringComparison.Ordinal);
        Assert.Contains(">kept/**</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("5 fields need another look; nothing has changed.", page, StringComparison.Ordinal);
        Assert.Null(app.Services.GetRequiredService<SourceSettings>().Find("no such name"));
    }

    [Fact]
    public async Task An_empty_secret_keeps_the_stored_one_and_it_does_not_follow_to_another_host()
    {
        await using var app = await RunningApp.StartAsync();
        using var admin = await app.SignInAsync(Role.Admin);
        using var added = await SourcesBench.SendAsync(admin, "/sources/add", [.. Ours(), ("Token", "secret-of-ours"), ("Credential", "Token")]);
        var sources = app.Services.GetRequiredService<SourceSettings>();
        var secret = sources.Find("ours")!.Secret;

        using var kept = await SourcesBench.SendAsync(admin, "/sources/ours/edit", [.. Ours(), ("Priority", "7"), ("Credential", "Token"), ("Token", "")]);
        using var moved = await SourcesBench.SendAsync(admin, "/sources/ours/edit", [.. Ours(), ("From", "https://elsewhere.example/acme/rules"), ("Credential", "Token"), ("Token", "")]);

        Assert.Equal((7, secret), (sources.Find("ours")!.Priority, sources.Find("ours")!.Secret));
        Assert.Contains("does not follow to this one", await moved.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("https://git.acme.example/api/v3/", sources.Find("ours")!.Api);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        await using var app = await RunningApp.StartAsync();
        using var admin = await app.SignInAsync(Role.Admin);
        using var added = await SourcesBench.SendAsync(admin, "/sources/add", Ours());

        using var first = await SourcesBench.SendAsync(admin, "/sources/ours/edit", [.. Ours(), ("Priority", "1"), ("Revision", "1")]);
        using var second = await SourcesBench.SendAsync(admin, "/sources/ours/edit", [.. Ours(), ("Priority", "2"), ("Revision", "1")]);

        Assert.Contains("Somebody else has changed", await second.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(1, app.Services.GetRequiredService<SourceSettings>().Find("ours")!.Priority);
    }

    [Fact]
    public async Task A_host_is_allowed_and_no_longer()
    {
        await using var app = await RunningApp.StartAsync();
        using var admin = await app.SignInAsync(Role.Admin);
        var sources = app.Services.GetRequiredService<SourceSettings>();

        using var wrong = await SendAsync(admin, "/sources/hosts", ("Entry", "nonsense"));
        using var right = await SendAsync(admin, "/sources/hosts", ("Entry", "github.acme.example"));
        var allowed = sources.Hosts().Select(host => host.Entry).ToList();
        using var gone = await SendAsync(admin, "/sync/hosts/remove", ("entry", "github.acme.example"));

        Assert.Contains("is no host that can be allowed", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(["github.acme.example"], allowed);
        Assert.Empty(sources.Hosts());
    }

    [Theory]
    [InlineData("/sources/add")]
    [InlineData("/sources/sigma/edit")]
    [InlineData("/sources/hosts")]
    public async Task The_forms_are_for_administrators(string path)
    {
        await using var app = await RunningApp.StartAsync();
        using var engineer = await app.SignInAsync();

        using var answer = await engineer.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static (string Name, string Value)[] Ours() =>
    [
        ("Do", "save"), ("Name", "ours"), ("Kind", "Sigma"), ("Domain", "Enterprise"), ("Place", "GitHub"), ("From", "https://git.acme.example/acme/rules"), ("Follow", "Branch"), ("Ref", "main"), ("Priority", "50"),
        ("Preset", "own"), ("Cron", "15 4 * * *"), ("TimeZone", "Europe/Berlin"), ("Jitter", "60"), ("Credential", "None"),
    ];

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, (string Name, string Value) field)
    {
        var fields = await RunningApp.FormAsync(client, "/sources/hosts");
        fields[field.Name] = field.Value;
        if (!path.StartsWith("/sources", StringComparison.Ordinal)) fields.Remove("_handler");
        return await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), Token);
    }
}
