using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>Two processes that import into one source at the same moment: one after the other, or one of them is told to start again.</summary>
public sealed class ImportsAtOnceTests : IDisposable
{
    private const int Rules = 400;

    private readonly Cli cli = new();

    [Fact]
    public void Into_one_source_the_catalogue_is_that_of_the_last_one_whole_and_who_was_overtaken_is_told()
    {
        string[] releases = [Release("first.tar.gz", "attack.t1001"), Release("second.tar.gz", "attack.t1002")];
        cli.Done("import", Release("before.tar.gz", "attack.t1003"));
        for (var round = 1; round <= 4; round++)
        {
            var started = releases.Select(release => cli.Start(["--no-seed", "import", release])).ToList();
            Check([.. started.Select(Cli.Finish)]);
        }
    }

    [Fact]
    public void Into_a_database_that_neither_has_found_it_is_made_once_and_filled_whole()
    {
        var started = new[] { Release("first.tar.gz", "attack.t1001"), Release("second.tar.gz", "attack.t1002") }.Select(release => cli.Start(["--no-seed", "import", release])).ToList();

        Check([.. started.Select(Cli.Finish)]);
    }

    public void Dispose() => cli.Dispose();

    private void Check(Cli.Result[] results)
    {
        Assert.Contains(results, result => result.Code == 0);
        foreach (var result in results.Where(result => result.Code != 0))
        {
            Assert.Equal((3, ""), (result.Code, result.Out));
            Assert.Contains("sigma: another import changed it in the meantime. Start this one again.", result.Err, StringComparison.Ordinal);
        }

        // Whichever was the last: all rules are of it, and its change set is the last one.
        var (state, last) = (cli.Query("SELECT group_concat(DISTINCT json_extract(Facts, '$.techniques[0]')), count(*) FROM Items"), cli.Query("SELECT Origin, (SELECT count(*) FROM Sources) FROM ChangeSets ORDER BY Id DESC LIMIT 1"));
        Assert.Equal(last.Contains("first", StringComparison.Ordinal) ? $"T1001|{Rules}" : $"T1002|{Rules}", state);
        Assert.EndsWith("|1", last, StringComparison.Ordinal);
        Assert.Equal("ok", cli.Query("PRAGMA integrity_check"));
    }

    private string Release(string name, string tag) => cli.WriteRules(name, [.. Enumerable.Range(1, Rules).Select(i => ($"rules/{i}.yml", Make.Rule(i, tag)))]);
}
