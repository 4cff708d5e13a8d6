using System.Text.Json;
using System.Xml.Linq;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

public sealed class ChangesVerbTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Changes_are_told_in_every_form_and_only_the_data_goes_to_stdout()
    {
        cli.Done("import", cli.WriteRules("one.tar.gz", ("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2))), "--quiet");
        cli.Done("import", cli.WriteRules("two.tar.gz", ("rules/a.yml", Make.Rule(1, "attack.t1002")), ("rules/b.yml", Make.Rule(2)), ("rules/c.yml", Make.Rule(3))), "--quiet");

        var text = cli.Done("changes").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith("sigma: 2 changes, change set 2", text[0], StringComparison.Ordinal);
        Assert.Equal($"  retagged, changed: rule {Make.Guid(1)} Rule 1 (+T1002 -T1001)", text[1]);
        Assert.Contains("## T1002: 1 change", cli.Done("changes", "--format", "markdown", "--group-by", "technique", "--kind", "rule"), StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(cli.Done("changes", "--json", "--since", "1")).RootElement.GetArrayLength());
        Assert.Equal(2, cli.Done("changes", "--format", "csv", "--what", "new").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(XDocument.Parse(cli.Done("changes", "--format", "rss", "--what", "new")).Descendants("item"));

        var file = cli.PathOf("changes.csv");
        Assert.Equal("", cli.Done("changes", "--format", "csv", "-o", file));
        Assert.Equal(3, File.ReadAllLines(file).Length);
        var none = cli.Run("changes", "--since", "2");
        Assert.Equal((0, "", "Nothing changed.\n"), (none.Code, none.Out, none.Err));
    }
}
