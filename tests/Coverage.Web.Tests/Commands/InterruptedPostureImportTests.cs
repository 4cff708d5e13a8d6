using System.Diagnostics;
using System.Globalization;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>An import of what the organisation has, killed at any moment, is recorded whole or not at all.</summary>
public sealed class InterruptedPostureImportTests : IDisposable
{
    private const int Rules = 4000;

    /// <summary>6 moments in a usual run; COVERAGE_KILLS says how many otherwise.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("COVERAGE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 6;

    private readonly Cli cli = new();

    [Fact]
    public void Killed_at_any_moment_an_import_of_4000_rules_is_all_or_nothing_audit_and_history_agree_and_the_next_one_is_clean()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGKILL is what is tried.");
        cli.Done("import", cli.WriteRules("rules.tar.gz", [.. Enumerable.Range(1, Rules).Select(i => ($"rules/{i}.yml", Make.Rule(i, "attack.t1001")))]), cli.WriteAttack("enterprise-attack.json", "19.1", "T1001"), "--quiet");
        string[] lists = [List("deployed.csv", "yes"), List("disabled.csv", "no")];
        Import(lists[1]);
        var clock = Stopwatch.StartNew();
        Import(lists[0]);
        var whole = (int)clock.ElapsedMilliseconds;
        Import(lists[1]);
        var random = new Random();
        var (old, steps, during) = (0, 3L, 0);
        for (var round = 0; round < Kills; round++)
        {
            var (before, after) = round % 2 == 0 ? ("Disabled", "Deployed") : ("Deployed", "Disabled");
            var log = LogSize();
            using var process = cli.Start(Verb(lists[round % 2]));

            // Every other one is killed while it writes, which is a small part of the time that it takes.
            if (round % 2 == 1) WaitForWriting(process, log);
            var moment = round == 0 ? whole / 4 : round % 2 == 1 ? random.Next(60) : random.Next(whole);
            process.WaitForExit(moment);
            if (round % 2 == 1 && !process.HasExited) during++;
            process.Kill();
            process.WaitForExit();

            var isOld = cli.Query("SELECT count(*) FROM PostureEdits") == steps.ToString(CultureInfo.InvariantCulture);
            if (isOld) old++;
            Assert.Equal(State(isOld ? before : after, steps + (isOld ? 0 : 1)), StateNow());

            var next = cli.Run(Verb(lists[round % 2])[1..]);

            Assert.Equal(0, next.Code);
            Assert.Contains(isOld ? $"Recorded as step {steps + 1}: {Rules} entries." : "There was nothing to change.", next.Err, StringComparison.Ordinal);
            Assert.Equal(State(after, ++steps), StateNow());
        }

        Assert.InRange(old, 1, Kills);
        Assert.True(during > 0, "None was killed while it wrote: the test has lost its point.");
        TestContext.Current.SendDiagnosticMessage($"{Kills} kills within {whole} ms: {old} before the commit, {during} while it wrote.");
    }

    public void Dispose() => cli.Dispose();

    /// <summary>Everything that has to agree: the file is whole, every rule is in one state, each step has all of its entries, its audit entry, and each entry is what its last change made it.</summary>
    private static string State(string state, long steps) => $"ok|{Rules}|{state}|{steps}|{steps * Rules}|{steps}|0|0";

    private string StateNow() => cli.Query($"""
        SELECT (SELECT integrity_check FROM pragma_integrity_check), count(*), group_concat(DISTINCT json_extract(Value, '$.State')),
            (SELECT count(*) FROM PostureEdits WHERE Entries = {Rules}), (SELECT count(*) FROM PostureChanges),
            (SELECT count(*) FROM Audit JOIN PostureEdits AS made ON Audit.Details LIKE 'step ' || made.Id || ': {Rules.ToString("N0", CultureInfo.InvariantCulture)} entries%' AND Audit.Subject = made.Title AND Audit.Action = 'record posture'),
            (SELECT count(*) FROM Audit WHERE Action = 'record posture') - (SELECT count(*) FROM PostureEdits),
            (SELECT count(*) FROM Posture AS entry JOIN PostureChanges AS made ON made.Kind = entry.Kind AND made.Environment = entry.Environment AND made.Key = entry.Key AND made.EditId = entry.EditId WHERE made."After" <> entry.Value)
        FROM Posture WHERE Kind = 2
        """);

    private string List(string name, string state) => cli.Write(name, "Rule id,Live\n" + string.Concat(Enumerable.Range(1, Rules).Select(i => $"{Make.Guid(i)},{state}\n")));

    private static string[] Verb(string list) => ["--no-seed", "posture", "import", list, "--map", "Rule id=sigma", "--map", "Live=state"];

    private void Import(string list)
    {
        var done = cli.Run(Verb(list)[1..]);
        Assert.True(done.Code == 0 && done.Err.Contains($"{Rules} entries", StringComparison.Ordinal), done.Err);
    }

    /// <summary>Waits until the process has begun to write its step, or has ended.</summary>
    private void WaitForWriting(Process process, long before)
    {
        while (!process.HasExited && LogSize() <= before + 100_000) Thread.Sleep(1);
    }

    private long LogSize() => new FileInfo(Path.Combine(cli.Data, "coverage.db-wal")) is { Exists: true } log ? log.Length : 0;
}
