using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Data;

/// <summary>A reading takes from the one before it what has not changed, and is what a new one would be.</summary>
public sealed class CatalogContentTests : IDisposable
{
    private readonly TestDb db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Only_what_has_changed_is_read_again()
    {
        db.Import(new Bundle().Techniques("T1001", "T1002").File());
        db.Import(("rules/1.yml", Make.Rule(1, "attack.t1001")));
        var first = CatalogContent.Read(db.Database);
        Rules("ours", ("rules/2.yml", Make.Rule(2, "attack.t1002")));
        var second = Next(first);
        db.Import(("rules/1.yml", Make.Rule(1, "attack.t1002")));
        var third = Next(second);
        Rules("ours", ("rules/2.yml", Make.Rule(2, "attack.t1001")), ("rules/3.yml", Make.Rule(3, "attack.t1001")));
        var fourth = Next(third);

        Assert.Same(Technique(first), Technique(fourth));
        Assert.Same(Rule(third, 1), Rule(fourth, 1));
        Assert.NotSame(Rule(second, 1), Rule(third, 1));
        Assert.Equal((1, 2, 2, 3), (Rules(first), Rules(second), Rules(third), Rules(fourth)));
    }

    [Fact]
    public void A_source_that_comes_anew_under_a_name_that_was_there_is_read()
    {
        db.Import(new Bundle().Techniques("T1001").File());
        Rules("ours", ("rules/1.yml", Make.Rule(1, "attack.t1001")));
        var before = CatalogContent.Read(db.Database);
        db.Query("DELETE FROM Items WHERE Source = 'ours'");
        db.Query("DELETE FROM Sources WHERE Name = 'ours'");
        Rules("ours", ("rules/2.yml", Make.Rule(2, "attack.t1001")));

        Assert.Equal(Make.Guid(2), Assert.Single(Next(before).Items.OfType<DetectionRule>()).ExternalId);
    }

    [Fact]
    public void What_listeners_work_out_of_a_view_is_there_before_anybody_sees_it()
    {
        db.Import(new Bundle().Techniques("T1001").File());
        var views = new CoverageViews(db.Database);
        var first = views.Current;
        var seen = new List<(CoverageView Made, CoverageView Shown)>();
        views.Preparing += made => seen.Add((made, views.Current));

        db.Import(("rules/1.yml", Make.Rule(1, "attack.t1001")));
        var second = views.Refresh();
        views.Refresh();

        Assert.Equal([(second, first)], seen);
    }

    /// <summary>The next reading, which must not differ from one that begins with nothing.</summary>
    private CatalogContent Next(CatalogContent before)
    {
        var (next, whole) = (CatalogContent.Read(db.Database, before), CatalogContent.Read(db.Database));
        Assert.Equal(whole.Items.Select(Line), next.Items.Select(Line));
        Assert.Equal(whole.Generation, next.Generation);
        return next;
    }

    private void Rules(string source, params (string Path, string Content)[] files) => db.Run(TestDb.Request(files) with { Source = source });

    private static string Line(CatalogItem item) => $"{item.Source} {item.ExternalId} {item.Title} {item.Path} {item.Hash} {CatalogJson.Write(item)}";

    private static Technique Technique(CatalogContent content) => content.Items.OfType<Technique>().First(item => item.ExternalId == "T1001");

    private static DetectionRule Rule(CatalogContent content, int number) => content.Items.OfType<DetectionRule>().Single(item => item.ExternalId == Make.Guid(number));

    private static int Rules(CatalogContent content) => content.Items.OfType<DetectionRule>().Count();
}
