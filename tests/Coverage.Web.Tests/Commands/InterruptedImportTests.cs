using System.Diagnostics;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Tests.Commands;

/// <summary>An import that is broken off, however, leaves the old catalogue whole.</summary>
public sealed class InterruptedImportTests : IDisposable
{
    private const int Rules = 3000;

    private readonly Cli cli = new();

    [Fact]
    public void Killed_at_any_moment_the_catalogue_is_the_old_or_the_new_one_and_the_next_start_is_clean()
    {
        var (first, second) = TwoReleases();
        cli.Done("import", first);
        var whole = Whole(second);
        var random = new Random();
        var old = 0;
        for (var round = 0; round < 8; round++)
        {
            var moment = round < 2 ? whole * (round + 1) / 4 : random.Next(whole);
            using var process = cli.Start(["import", second]);
            process.WaitForExit(moment);
            process.Kill();
            process.WaitForExit();

            var state = State();
            Assert.True(state is "old" or "new", $"Killed after {moment} of {whole} ms: {state}.");
            if (state == "old") old++;
            Assert.Equal(0, cli.Run("status").Code);
            if (state == "new") cli.Done("import", "--force", first);
        }

        Assert.InRange(old, 1, 8);
        Assert.Contains($"{Rules} changed", cli.Done("import", second), StringComparison.Ordinal);
        Assert.Equal("new", State());
    }

    [Fact]
    public void Ctrl_C_says_that_nothing_has_changed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        var (first, second) = TwoReleases();
        cli.Done("import", first);
        var whole = Whole(second);
        var cancelled = false;
        for (var share = 0.8; share > 0.1 && !cancelled; share -= 0.05)
        {
            var process = cli.Start(["import", second]);
            Thread.Sleep((int)(whole * share));
            using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
            var result = Cli.Finish(process);
            if (result.Err.Contains("Cancelled; nothing has changed.", StringComparison.Ordinal))
            {
                Assert.Equal((1, "old"), (result.Code, State()));
                cancelled = true;
                continue;
            }

            // The signal came before the verb could hear it, or when the import was written already: killed by it, or done.
            Assert.Contains(result.Code, new[] { 0, 130 });
            Assert.Contains(State(), result.Code == 0 ? new[] { "new" } : ["old", "new"]);
            cli.Done("import", "--force", first);
        }

        Assert.True(cancelled, "It was never in time to be cancelled.");
    }

    [Fact]
    public void Beyond_the_size_that_files_may_have_the_old_catalogue_is_intact_and_the_reason_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The limit is set by ulimit.");
        var (first, second) = TwoReleases();
        cli.Done("import", first);

        var result = Cli.Finish(cli.Start(["import", second], "trap '' XFSZ; ulimit -f 600; export DOTNET_EnableWriteXorExecute=0; exec \"$@\""));

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Matches("The disk (is full|reports an error)", result.Err);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
        Assert.Equal("old", State());
        Assert.Contains($"{Rules} changed", cli.Done("import", second), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_full_disk_the_old_catalogue_is_intact_and_the_reason_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && MayMount(), "A small file system cannot be mounted here.");
        var (_, second) = TwoReleases();
        var small = cli.PathOf("small");
        Directory.CreateDirectory(small);
        var script = $"set -e; mount -t tmpfs -o size=2m none '{small}'; \"$@\" --data '{small}/d' --no-seed status > /dev/null; "
            + $"set +e; \"$@\" --data '{small}/d' import '{second}'; code=$?; rm -f '{small}/d/none'; \"$@\" --data '{small}/d' status; exit $code";

        var result = Cli.Finish(cli.Start([], $"exec unshare -rm bash -c \"{script.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}\" bash \"$@\""));

        Assert.Equal(1, result.Code);
        Assert.Contains("The disk is full. Free some space and try again; nothing has changed.", result.Err, StringComparison.Ordinal);
        Assert.Equal("Nothing is loaded. Import something: coverage import PATH\n", result.Out);
    }

    public void Dispose() => cli.Dispose();

    private (string First, string Second) TwoReleases() => (Release("first.tar.gz", "attack.t1001"), Release("second.tar.gz", "attack.t1002"));

    private string Release(string name, string tag) => cli.WriteRules(name, [.. Enumerable.Range(1, Rules).Select(i => ($"rules/{i}.yml", Make.Rule(i, tag)))]);

    /// <summary>How long the import takes that is going to be broken off, in milliseconds, on a copy of the data.</summary>
    private int Whole(string release)
    {
        var copy = cli.PathOf("trial");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(cli.Data)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var clock = Stopwatch.StartNew();
        cli.Done("import", "--data", copy, release);
        return (int)clock.ElapsedMilliseconds;
    }

    /// <summary><c>old</c> or <c>new</c>, or what is wrong.</summary>
    private string State()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(cli.Data, "coverage.db")};Pooling=False");
        connection.Open();
        var check = Scalar("PRAGMA integrity_check");
        var (first, second, sets) = (Scalar("SELECT count(*) FROM Items WHERE Facts LIKE '%T1001%'"), Scalar("SELECT count(*) FROM Items WHERE Facts LIKE '%T1002%'"), Scalar("SELECT Changed FROM ChangeSets ORDER BY Id DESC LIMIT 1"));
        return (check, first, second) == ("ok", $"{Rules}", "0") ? "old" : (check, first, second, sets) == ("ok", "0", $"{Rules}", $"{Rules}") ? "new" : $"{check}, {first} old, {second} new";

        string? Scalar(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteScalar()?.ToString();
        }
    }

    private static bool MayMount()
    {
        try
        {
            using var trial = Process.Start(new ProcessStartInfo("unshare", ["-rm", "true"]) { RedirectStandardError = true });
            trial!.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
