using System.Text;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coverage.Tests.Audit;

public sealed class OperatorLinksTests : IDisposable
{
    private static readonly Person Admin = new("Ada", Role.Admin);

    private readonly TempFolder folder = new();
    private readonly Clock clock = new();
    private readonly SqliteDatabase database;
    private readonly OperatorLinks links;

    public OperatorLinksTests()
    {
        database = new SqliteDatabase(folder.Path);
        database.Prepare();
        links = new OperatorLinks(new Ledger(database, clock), database, clock);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public void A_link_signs_in_once()
    {
        var token = links.Create(Admin, "Grace", Role.Engineer);

        Assert.Equal(new Person("Grace", Role.Engineer), links.Redeem(token));
        Assert.Null(links.Redeem(token));
        Assert.Null(links.Find(token));
    }

    [Fact]
    public void Looking_at_a_link_does_not_use_it()
    {
        var token = links.Create(Admin, "Grace", Role.Viewer);

        Assert.Equal(new Person("Grace", Role.Viewer), links.Find(token));
        Assert.NotNull(links.Redeem(token));
    }

    [Fact]
    public void A_link_is_void_after_30_minutes()
    {
        var token = links.Create(Admin, "Grace", Role.Engineer);

        clock.Now += TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1);
        Assert.NotNull(links.Find(token));
        clock.Now += TimeSpan.FromTicks(1);

        Assert.Null(links.Find(token));
        Assert.Null(links.Redeem(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void An_unknown_token_signs_nobody_in_and_writes_nothing(string? token)
    {
        Assert.Null(links.Redeem(token));

        using var model = database.Model();
        Assert.Empty(model.Audit);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_signed_in()
    {
        var token = links.Create(Admin, "Grace", Role.Engineer);
        using var start = new Barrier(8);

        var signedIn = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return links.Redeem(token);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(signedIn, person => person is not null);
    }

    [Fact]
    public void The_database_holds_the_token_as_its_hash_only()
    {
        var token = links.Create(Admin, "Grace", Role.Engineer);

        using (var model = database.Model())
        {
            var row = Assert.Single(model.OperatorLinks);
            Assert.Equal(43, token.Length);
            Assert.Equal(64, row.TokenHash.Length);
        }

        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(folder.Path, "coverage.db*");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(token))));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Engineer)]
    public void Only_an_administrator_makes_links(Role role)
    {
        Assert.Throws<NotAllowedException>(() => links.Create(new Person("Eve", role), "Eve", Role.Admin));

        using var model = database.Model();
        Assert.Empty(model.OperatorLinks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31m")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2028b")]
    [InlineData("a\ufffdb")]
    public void A_name_without_visible_text_or_with_control_characters_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => links.Create(Admin, name, Role.Viewer));
    }

    [Fact]
    public void A_name_has_at_most_100_characters()
    {
        Assert.True(OperatorLinks.IsValidName(new string('ж', 100)));
        Assert.False(OperatorLinks.IsValidName(new string('ж', 101)));
    }

    [Fact]
    public void A_role_that_there_is_not_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => links.Create(Admin, "Grace", (Role)4));
    }

    [Fact]
    public void Links_that_expired_more_than_a_day_ago_are_deleted()
    {
        links.Create(Admin, "Old", Role.Viewer);
        clock.Now += TimeSpan.FromHours(12);
        links.Create(Admin, "Recent", Role.Viewer);
        clock.Now += TimeSpan.FromHours(13);
        links.Create(Admin, "New", Role.Viewer);

        using var model = database.Model();
        Assert.Equal(["New", "Recent"], model.OperatorLinks.Select(row => row.Name).ToList().Order());
    }

    [Fact]
    public void Making_and_using_a_link_is_recorded_and_leaves_the_views_alone()
    {
        var before = database.Generation();

        links.Redeem(links.Create(Admin, "Grace", Role.Engineer));

        using var model = database.Model();
        Assert.Equal(
            [("Ada", "create link", "Grace"), ("Grace", "sign in", "Grace")],
            model.Audit.OrderBy(entry => entry.Id).ToList().Select(entry => (entry.Who, entry.Action, entry.Subject)));
        Assert.Equal(before, database.Generation());
    }
}
