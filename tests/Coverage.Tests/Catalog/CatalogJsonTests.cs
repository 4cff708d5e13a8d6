using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Tests.Catalog;

public sealed class CatalogJsonTests
{
    [Fact]
    public void Facts_come_back_as_they_were_written()
    {
        var rule = new DetectionRule
        {
            Form = RuleForm.Correlation,
            Status = "test",
            Author = "Ada \"A\" <x>",
            Techniques = ["T1059", "T1219"],
            Related = [new RelatedRule("a", "renamed")],
            RegressionTested = true,
            Counted = true,
        };

        var read = Assert.IsType<DetectionRule>(CatalogJson.Read(ItemKind.Rule, CatalogJson.Write(rule)));

        Assert.Equal(CatalogJson.Write(rule), CatalogJson.Write(read));
        Assert.Equal((RuleForm.Correlation, "Ada \"A\" <x>", true), (read.Form, read.Author, read.Counted));
        Assert.Equal(["T1059", "T1219"], read.Techniques);
        Assert.Equal([new RelatedRule("a", "renamed")], read.Related);
    }

    [Theory]
    [InlineData(ItemKind.Group)]
    [InlineData(ItemKind.Software)]
    [InlineData(ItemKind.Campaign)]
    public void An_actor_keeps_which_of_the_three_it_is(ItemKind kind)
    {
        var actor = new Actor { ActorKind = kind, Domain = AttackDomain.Ics };

        Assert.Equal(kind, CatalogJson.Read(kind, CatalogJson.Write(actor)).Kind);
    }

    [Fact]
    public void What_is_empty_comes_back_empty_and_not_as_nothing()
    {
        var rule = (DetectionRule)CatalogJson.Read(ItemKind.Rule, CatalogJson.Write(new DetectionRule { Related = [new RelatedRule("a", "")] }));
        var tactic = (Tactic)CatalogJson.Read(ItemKind.Tactic, CatalogJson.Write(new Tactic { Domain = AttackDomain.Mobile, ShortName = "" }));

        Assert.Equal(("", "", "", 0), (rule.Status, rule.Author, rule.Related.Single().Type, rule.Techniques.Length));
        Assert.Equal(("", AttackDomain.Mobile), (tactic.ShortName, tactic.Domain));
    }

    [Fact]
    public void Facts_hold_neither_columns_nor_text()
    {
        var rule = new DetectionRule { Source = "the source", ExternalId = "the id", Title = "the title", Path = "the path", Hash = "the hash", Text = "the body", Level = "low" };

        var facts = CatalogJson.Write(rule);

        Assert.Contains("\"level\":\"low\"", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("the ", facts, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_of_another_kind_are_refused() => Assert.Throws<JsonException>(() => CatalogJson.Read(ItemKind.Test, "{}"));
}
