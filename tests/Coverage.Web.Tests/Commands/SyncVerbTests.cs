using System.Text.Json;
using Coverage.GitHub;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>The command line against an emulated GitHub, pointed at it by the environment only.</summary>
public sealed class SyncVerbTests : IAsyncLifetime
{
    private const string Canary = "github_pat_canary0123456789";

    private readonly Cli cli = new();
    private GitHubServer server = null!;
    private HostedRepository rules = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GitHubServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.RateLimits.Enabled = false;
        rules = server.AddRepository("acme/rules");
        cli.Environment["COVERAGE_GITHUB"] = server.ApiUri.ToString();
        cli.Environment["COVERAGE_HOSTS"] = server.CodeloadUri.GetLeftPart(UriPartial.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        cli.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void A_source_is_added_tested_rehearsed_synced_and_found_unchanged()
    {
        Commit(1, 2, 3);
        cli.Done("sources", "add", "ours", "--kind", "sigma", "--from", "acme/rules");

        Assert.Contains("good: ", cli.Done("sources", "test", "ours"), StringComparison.Ordinal);
        var rehearsed = cli.Done("sync", "ours", "--dry-run");
        Assert.StartsWith("ours: would be 3 added, 0 changed, 0 removed, 0 moved (4 requests", rehearsed, StringComparison.Ordinal);
        Assert.Contains("  added: Rule 2 (", rehearsed, StringComparison.Ordinal);
        Assert.Contains("Nothing is loaded", cli.Done("status"), StringComparison.Ordinal);
        Assert.Contains(": 3 added, 0 changed, 0 removed, 0 moved, 0 unchanged (4 requests", cli.Done("sync", "ours"), StringComparison.Ordinal);
        Assert.StartsWith("ours: nothing new (1 request", cli.Done("sync", "ours"), StringComparison.Ordinal);
        Assert.Empty(server.Complaints);
    }

    [Fact]
    public void What_failed_is_exit_code_4_and_the_old_data_is_kept()
    {
        Commit(1, 2);
        cli.Done("sources", "add", "ours", "--kind", "sigma", "--from", "acme/rules");
        cli.Done("sync", "ours");
        rules.Delete();

        var result = cli.Run("sync", "ours");

        Assert.Equal((4, ""), (result.Code, result.Out));
        Assert.Contains("ours: ", result.Err, StringComparison.Ordinal);
        Assert.Contains("2 counted rules", cli.Done("status"), StringComparison.Ordinal);
        Assert.Contains("failing since", cli.Done("sources", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_is_exit_code_5_until_somebody_approves_or_rejects_it()
    {
        Commit(1, 2, 3, 4);
        cli.Done("sources", "add", "ours", "--kind", "sigma", "--from", "acme/rules");
        cli.Done("sync", "ours");
        Commit(1);

        var rehearsed = cli.Run("sync", "ours", "--dry-run", "--json");
        Assert.Equal(5, rehearsed.Code);
        Assert.Equal(["removed", "removed", "removed"], JsonDocument.Parse(rehearsed.Out).RootElement[0].GetProperty("would").EnumerateArray().Select(item => item.GetProperty("change").GetString()));
        var held = cli.Run("sync", "ours");
        Assert.Equal(5, held.Code);
        Assert.Contains("would remove 3 of 4 rules", held.Err, StringComparison.Ordinal);
        cli.Done("sync", "ours", "--reject");
        Assert.Contains("rejected", cli.Done("sync", "ours"), StringComparison.Ordinal);
        Commit(1, 2);
        Assert.Equal(5, cli.Run("sync", "ours").Code);
        Assert.Contains("2 removed", cli.Done("sync", "ours", "--approve"), StringComparison.Ordinal);
        Assert.Contains("2 counted rules", cli.Done("status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_sources_are_synced_at_once_and_paused_ones_wait()
    {
        Commit(1);
        foreach (var name in new[] { "a", "b", "c" }) cli.Done("sources", "add", name, "--kind", "sigma", "--from", "acme/rules");
        foreach (var name in new[] { "attack-enterprise", "attack-ics", "attack-mobile", "d3fend", "sigma", "atomic", "c" }) cli.Done("sources", "pause", name);

        using var result = JsonDocument.Parse(cli.Done("sync", "--json", "--quiet"));

        Assert.Equal(["a", "b"], result.RootElement.EnumerateArray().Select(run => run.GetProperty("source").GetString()));
        Assert.All(result.RootElement.EnumerateArray(), run => Assert.Equal("applied", run.GetProperty("outcome").GetString()));
    }

    [Fact]
    public void A_token_is_read_from_a_file_kept_encrypted_and_never_said()
    {
        Commit(1);
        rules.MakePrivate(server.AddToken(Canary, repositories: rules));
        Assert.Equal(0, cli.Run("sources", "add", "ours", "--kind", "sigma", "--from", "acme/rules").Code);
        Assert.Equal(4, cli.Run("sync", "ours").Code);
        cli.Done("sources", "edit", "ours", "--token-file", cli.Write("token", Canary + "\n"));
        server.Faults.On("GET", "/repos/acme/rules/git/trees/*", 1, Fault.Status(403));

        var runs = new[] { cli.Run("sync", "ours"), cli.Run("sync", "ours"), cli.Run("sources", "test", "ours"), cli.Run("sources", "list", "--json"), cli.Run("status", "--json"), cli.Run("changes", "--since", "all") };

        Assert.Equal([4, 0, 0, 0, 0, 0], runs.Select(run => run.Code));
        Assert.All(runs, run => Assert.DoesNotContain("canary0123456789", run.Out + run.Err, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(cli.Data, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("canary0123456789", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is no source 'nowhere'", "sync", "nowhere")]
    [InlineData("say where it comes from", "sources", "add", "x", "--kind", "sigma")]
    [InlineData("cannot name a source", "sources", "add", "x/y", "--kind", "sigma", "--upload")]
    [InlineData("no cron expression", "sources", "edit", "sigma", "--cron", "61 * * * *")]
    [InlineData("follow one thing", "sources", "edit", "sigma", "--branch", "a", "--tag", "b")]
    [InlineData("nothing is held", "sync", "sigma", "--approve")]
    [InlineData("goes with no name", "sync", "sigma", "--dry-run", "--watch")]
    [InlineData("neither --dry-run nor --all", "sync", "sigma", "--reject", "--dry-run")]
    [InlineData("address of another page", "sources", "add", "hosts", "--kind", "sigma", "--upload")]
    [InlineData("no commit", "sources", "edit", "sigma", "--commit", "1234567")]
    [InlineData("cannot be a branch", "sources", "edit", "sigma", "--branch", "a..b")]
    [InlineData("one credential", "sources", "edit", "sigma", "--no-credential", "--token-file", "/dev/null")]
    [InlineData("a github app needs", "sources", "edit", "sigma", "--installation", "42")]
    [InlineData("not among the hosts", "sources", "hosts", "nowhere.example", "--remove")]
    [InlineData("a github app needs", "sources", "edit", "sigma", "--app-key-file", "/dev/null")]
    [InlineData("cannot be read", "sources", "edit", "sigma", "--token-file", "/nowhere/token")]
    [InlineData("commit that is checked out", "sources", "add", "x", "--kind", "sigma", "--folder", "/srv", "--branch", "main")]
    public void Wrong_use_is_exit_code_2_and_says_what_to_do(string expected, params string[] args)
    {
        var result = cli.Run(args);

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(expected, result.Err, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_folder_on_the_server_is_a_source_too()
    {
        var folder = cli.PathOf("rules");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.yml"), Make.Rule(1));
        cli.Done("sources", "add", "ours", "--kind", "sigma", "--folder", folder);

        Assert.Contains("1 added", cli.Done("sync", "ours"), StringComparison.Ordinal);
        Assert.StartsWith("ours: nothing new", cli.Done("sync", "ours"), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "b.yml"), Make.Rule(2));
        Assert.Contains("1 added", cli.Done("sync", "ours"), StringComparison.Ordinal);
        cli.Done("sources", "remove", "ours", "--yes");
        Assert.Contains("Nothing is loaded", cli.Done("status"), StringComparison.Ordinal);
    }

    private void Commit(params int[] numbers)
    {
        var files = new Files { Whole = true };
        foreach (var number in numbers) files[$"rules/r{number}.yml"] = Make.Rule(number, "attack.t1059");
        rules.Commit("Rules " + string.Join(',', numbers), files);
    }
}
