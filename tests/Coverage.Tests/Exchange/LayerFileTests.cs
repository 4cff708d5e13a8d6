using System.Text.Json;
using Coverage.Catalog;
using Coverage.Exchange.Navigator;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Exchange;

public sealed class LayerFileTests
{
    [Fact]
    public void A_layer_has_what_Navigator_4_5_requires()
    {
        using var db = Loaded();

        var layer = Write(db, new LayerRequest(CoverageMetric.Rules, AttackDomain.Enterprise, false));

        Assert.Equal(("enterprise-attack", "4.5", "19"), (layer.GetProperty("domain").GetString(), layer.GetProperty("versions").GetProperty("layer").GetString(), layer.GetProperty("versions").GetProperty("attack").GetString()));
        Assert.NotEqual("", layer.GetProperty("name").GetString());
        Assert.InRange(layer.GetProperty("sorting").GetInt32(), 0, 3);
        Assert.True(layer.GetProperty("gradient").GetProperty("colors").GetArrayLength() >= 2);
        Assert.Equal((0, 2), (layer.GetProperty("gradient").GetProperty("minValue").GetInt32(), layer.GetProperty("gradient").GetProperty("maxValue").GetInt32()));
        Assert.Contains(layer.GetProperty("layout").GetProperty("aggregateFunction").GetString(), new[] { "average", "min", "max", "sum" });
    }

    [Fact]
    public void Every_live_technique_is_in_it_with_its_own_score_0_included_and_no_other()
    {
        using var db = Loaded();

        Assert.Equal([("T1001", 1), ("T1001.001", 2), ("T1002", 0)], Scores(Write(db, new LayerRequest(CoverageMetric.Rules, AttackDomain.Enterprise, false))));
    }

    [Fact]
    public void Rolled_up_a_technique_counts_the_items_of_its_family_each_once()
    {
        using var db = Loaded();

        Assert.Equal([("T1001", 2), ("T1001.001", 2), ("T1002", 0)], Scores(Write(db, new LayerRequest(CoverageMetric.Rules, AttackDomain.Enterprise, true))));
    }

    [Fact]
    public void A_layer_of_tests_counts_tests_and_one_of_another_domain_has_its_techniques()
    {
        using var db = Loaded();

        Assert.Equal([("T1001", 0), ("T1001.001", 0), ("T1002", 2)], Scores(Write(db, new LayerRequest(CoverageMetric.Tests, AttackDomain.Enterprise, false))));
        var ics = Write(db, new LayerRequest(CoverageMetric.Controls, AttackDomain.Ics, false));
        Assert.Equal("ics-attack", ics.GetProperty("domain").GetString());
        Assert.Equal([("T0801", 0)], Scores(ics));
        Assert.Equal(1, ics.GetProperty("gradient").GetProperty("maxValue").GetInt32());
    }

    [Fact]
    public void A_domain_that_is_not_loaded_is_told()
    {
        using var db = Loaded();

        Assert.Contains("mobile-attack is not loaded", Assert.Throws<InvalidOperationException>(() => Write(db, new LayerRequest(CoverageMetric.Rules, AttackDomain.Mobile, false))).Message, StringComparison.Ordinal);
    }

    private static TestDb Loaded()
    {
        var db = new TestDb();
        db.Import(new MemoryTree(new Bundle("19.1").Techniques("T1002", "T1001", "T1001.001").Technique("T1004", deprecated: true).Revoked("T1003", "T1001").File()), new MemoryTree(new Bundle("18.1", "ics").Techniques("T0801").File("ics.json")));
        db.Import(("rules/a.yml", Make.Rule(1, "attack.t1003", "attack.t1001.001")), ("rules/b.yml", Make.Rule(2, "attack.t1001.001", "attack.t1004")));
        db.Import(("atomics/T1002/T1002.yaml", Make.Atomics("T1002", 1, 2)));
        return db;
    }

    private static JsonElement Write(TestDb db, LayerRequest request)
    {
        using var stream = new MemoryStream();
        LayerFile.Write(stream, db.View, request);
        using var json = JsonDocument.Parse(stream.ToArray());
        return json.RootElement.Clone();
    }

    private static IEnumerable<(string?, int)> Scores(JsonElement layer) =>
        layer.GetProperty("techniques").EnumerateArray().Select(technique => (technique.GetProperty("techniqueID").GetString(), technique.GetProperty("score").GetInt32()));
}
