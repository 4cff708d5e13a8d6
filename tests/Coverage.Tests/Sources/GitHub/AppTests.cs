using System.Security.Cryptography;
using Coverage.GitHub.Access;
using Coverage.GitHub.Faults;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>GitHub Apps: tokens that are asked for, kept, renewed and shared, whoever's clock is wrong.</summary>
public sealed class AppTests : FeedFixture
{
    private const string TokenPath = "/access_tokens";
    private Coverage.GitHub.Histories.HostedRepository repository = null!;
    private Installation installation = null!;

    private GitHubPlace Start()
    {
        repository = Rules();
        repository.Commit("First", Many(5));
        repository.MakePrivate();
        installation = Server.AddApp().Install("acme", repository);
        Credential = new GitHubCredential.App($"{installation.App.Id}", installation.App.PrivateKeyPem, installation.Id);
        return Place(repository);
    }

    private int TokensAsked => Server.Requests.Count(request => request.Path.EndsWith(TokenPath, StringComparison.Ordinal));

    [Fact]
    public async Task A_token_is_asked_for_once_shared_by_feeds_and_renewed_before_it_ends()
    {
        var place = Start();

        var first = await SyncAsync(place);
        await LookAsync(place);
        var before = TokensAsked;
        Clock.Advance(TimeSpan.FromMinutes(56));
        await LookAsync(place);

        Assert.Equal((5, 5), (first.Read.Count, first.Meter.Requests));
        Assert.Equal((1, 2), (before, TokensAsked));
        Assert.DoesNotContain(Server.Requests, request => request.Status == 401);
        Assert.Empty(Server.Complaints);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_a_day_off_is_tolerated(int days)
    {
        var place = Start();
        Server.Clock.Offset = TimeSpan.FromDays(days);

        Assert.Equal(5, (await SyncAsync(place)).Read.Count);
        Assert.Equal(2, TokensAsked);
        Clock.Advance(TimeSpan.FromMinutes(56));
        await LookAsync(place);
        Assert.Equal(3, TokensAsked);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced_once()
    {
        var place = Start();
        await LookAsync(place);
        Server.Faults.On("GET", "/repos/**", 1, Fault.Status(401));

        await LookAsync(place);

        Assert.Equal(2, TokensAsked);
    }

    [Fact]
    public async Task What_is_wrong_with_an_App_is_said()
    {
        var place = Start();
        var app = (GitHubCredential.App)Credential;
        using var other = RSA.Create(2048);

        Credential = app with { PrivateKey = "no key" };
        Assert.Contains(".pem", await FailsAsync(FeedFault.NoAccess, () => LookAsync(place)), StringComparison.Ordinal);
        Credential = app with { PrivateKey = other.ExportRSAPrivateKeyPem() };
        Assert.Contains("private key", await FailsAsync(FeedFault.NoAccess, () => LookAsync(place)), StringComparison.Ordinal);
        Credential = app with { Installation = 1 };
        Assert.Contains("installation", await FailsAsync(FeedFault.NoAccess, () => LookAsync(place)), StringComparison.Ordinal);
        Credential = app with { PrivateKey = installation.App.PrivateKeyPem.Replace("\n", "\r\n", StringComparison.Ordinal) };
        Assert.False((await LookAsync(place)).Look.Unchanged);
    }

    [Fact]
    public async Task A_suspended_installation_may_not_read()
    {
        var place = Start();
        installation.IsSuspended = true;

        await FailsAsync(FeedFault.NoAccess, () => LookAsync(place));
    }
}
