using System.Text.Json;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

public sealed class PostureVerbTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void An_import_tells_what_it_found_on_stdout_and_what_it_left_on_stderr_and_twice_changes_nothing()
    {
        Load();
        var file = cli.Write("rules.csv", $"Detection,Live,MITRE\n{Make.Guid(1)},yes,\nRule 2,no,\nNobody knows,yes,\"T1001, T9999\"\nOther,perhaps,\n");
        string[] import = ["posture", "import", file, "--map", "Detection=title", "--map", "Live=state", "--unknown", "own"];

        var dry = cli.Run([.. import, "--dry-run"]);
        Assert.Equal("", cli.Done("posture", "list"));
        var first = cli.Run(import);
        var second = cli.Run(import);

        Assert.Equal((0, "format: CSV of rules with mapped columns\nmatched: 2 (1 by sigma-id, 1 by title)\nambiguous: 0\nunknown: 1\nalready so: 0\nrejected: 1\ncontent as published now: 1 (nothing says which content runs; --content unknown leaves it open)\n"), (first.Code, first.Out[..first.Out.IndexOf("unknown: rules", StringComparison.Ordinal)]));
        Assert.Equal(dry.Out, first.Out);
        Assert.Contains("rules.csv:5: 'perhaps' is no state", first.Err, StringComparison.Ordinal);
        Assert.Contains("names T9999, and is not linked to it", first.Err, StringComparison.Ordinal);
        Assert.Contains("Recorded as step 1: 5 entries.", first.Err, StringComparison.Ordinal);
        Assert.Contains("There was nothing to change.", second.Err, StringComparison.Ordinal);
        Assert.Equal($"default\tdeployment\tdeployed\tNobody knows\town:Nobody knows\ndefault\tdeployment\tdeployed\tRule 1\tsigma:{Make.Guid(1)}\ndefault\tdeployment\tdisabled\tRule 2\tsigma:{Make.Guid(2)}\n", cli.Done("posture", "list", "--env", "default"));
    }

    [Fact]
    public void JSON_has_every_entry_of_import_list_and_export()
    {
        Load();

        var done = JsonDocument.Parse(cli.Done("posture", "import", cli.Write("list.txt", "Rule 1\nNobody\n"), "--json")).RootElement;

        Assert.Equal((1, "title"), (done.GetProperty("step").GetInt32(), done.GetProperty("matched")[0].GetProperty("by").GetString()));
        Assert.Equal("Nobody", done.GetProperty("unknown")[0].GetProperty("name").GetString());
        Assert.Equal("deployed", Assert.Single(JsonDocument.Parse(cli.Done("posture", "list", "--json")).RootElement.EnumerateArray()).GetProperty("state").GetString());
        var entries = JsonDocument.Parse(cli.Done("posture", "export", "--json")).RootElement;
        Assert.Equal(["Environment", "Deployment"], entries.EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("Deployed", entries[1].GetProperty("value").GetProperty("State").GetString());
        Assert.Equal(3, cli.Done("posture", "export").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void What_is_refused_ends_with_3_and_wrong_use_with_2_and_nothing_is_recorded()
    {
        Load();
        var foreign = cli.Run("posture", "import", cli.Write("a.json", "{\"x\":1}"));

        Assert.Equal((3, ""), (foreign.Code, foreign.Out));
        Assert.Contains("is of no format", foreign.Err, StringComparison.Ordinal);
        Assert.Equal(3, cli.Run("posture", "import", cli.PathOf("nothing.csv")).Code);
        Assert.Equal(2, cli.Run("posture", "import", cli.Write("b.csv", "a,b\nc,d\n"), "--map", "a=nonsense").Code);
        Assert.Equal(2, cli.Run("posture", "import", cli.PathOf("b.csv"), "--env", "nowhere").Code);
        Assert.Equal(2, cli.Run("posture", "import", cli.PathOf("b.csv"), "--format", "nonsense").Code);
        Assert.Equal("", cli.Done("posture", "list"));
    }

    private void Load() => cli.Done("import", cli.WriteRules("one.tar.gz", ("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2))), cli.WriteAttack("enterprise-attack.json", "19.1", "T1001"), "--quiet");
}
