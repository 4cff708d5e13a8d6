using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Views;

public sealed class PriorityTests
{
    [Theory]
    [InlineData(100, "T1001")]
    [InlineData(50, "T1002")]
    public void Of_a_rule_that_two_sources_hold_the_one_of_higher_priority_counts(int priority, string expected)
    {
        using var db = new TestDb();
        db.Import(new Bundle().Techniques("T1001", "T1002").File());
        db.Import(("rules/r.yml", Make.Rule(1, "attack.t1001")));
        db.Run(TestDb.Request(("rules/r.yml", Make.Rule(1, "attack.t1002"))) with { Source = "ours" });
        new SourceSettings(db.Database, db.Ledger, SyncBench.Secrets).Add(
            new SourceSettingsRow { Name = "ours", Kind = SourceKind.Sigma, Place = SourcePlace.Upload, Priority = priority },
            GitHubCredential.None,
            TestDb.Ada);

        var view = db.View;

        Assert.Equal([expected], view.Techniques.Where(entry => entry.Rules.Count > 0).Select(entry => entry.Id));
        Assert.Equal(2, db.Links().Length);
    }
}
