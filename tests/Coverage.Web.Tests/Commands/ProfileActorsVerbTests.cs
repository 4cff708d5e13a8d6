using System.Text.Json;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>Whom to build a profile of, by what is said of them.</summary>
public sealed class ProfileActorsVerbTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Groups_and_campaigns_are_listed_with_the_sentence_and_their_identifiers_make_a_profile()
    {
        Load();

        var found = cli.Run("profile", "actors", "mills", "salt works");
        var json = JsonDocument.Parse(cli.Done("profile", "actors", "mills", "salt works", "--json", "--quiet")).RootElement;
        cli.Done("profile", "create", "Food", "--group", "G0001", "--campaign", "C0001");

        Assert.Equal((0, "G0001  First group (group, 1 technique): It robs mills by night.\nC0001  Salt (campaign, 1 technique): They came for the salt works.\n"), (found.Code, found.Out));
        Assert.Contains("2 of 3 groups and campaigns. Give those that belong to it to 'coverage profile create NAME --group ID… --campaign ID…'.", found.Err, StringComparison.Ordinal);
        Assert.Contains("1 group or campaign without a description here", found.Err, StringComparison.Ordinal);
        Assert.Equal([("G0001", "group", "It robs mills by night."), ("C0001", "campaign", "They came for the salt works.")], json.EnumerateArray().Select(row => (row.GetProperty("id").GetString(), row.GetProperty("kind").GetString(), row.GetProperty("says").GetString())));
    }

    [Fact]
    public void Where_nothing_fits_a_note_says_so()
    {
        Load();

        var none = cli.Run("profile", "actors", "salt mills");

        Assert.Equal((0, ""), (none.Code, none.Out));
        Assert.Contains("No group or campaign says so.", none.Err, StringComparison.Ordinal);
    }

    private void Load() => cli.Done("import", cli.Write("enterprise-attack.json", new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1001")
        .Object("intrusion-set", "G0001", new() { ["name"] = "First group", ["description"] = "It is old. It robs mills by night." })
        .Object("intrusion-set", "G0002", new() { ["name"] = "Second group" })
        .Object("campaign", "C0001", new() { ["name"] = "Salt", ["description"] = "They came for the\nsalt works. Nobody saw them." })
        .Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001").Relate("uses", "campaign--C0001", "attack-pattern--T1001").Json()));
}
