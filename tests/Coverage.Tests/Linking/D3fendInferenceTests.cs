using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Tests.Linking;

public sealed class D3fendInferenceTests
{
    private static readonly CounterPath Reads = new("accesses", ["Memory"], "analyzes");

    [Fact]
    public void A_link_is_labelled_with_the_first_of_direct_parent_and_subtechnique()
    {
        var controls = new DerivedControls(
            [Offensive("T1"), Offensive("T1.001", "T1"), Offensive("T1.002", "T1")],
            [Defensive("D3-A", "T1", "T1.001"), Defensive("D3-B", "T1"), Defensive("D3-C", "T1.001")]);

        Assert.Equal(["D3-A Direct T1.001", "D3-C Direct T1.001", "D3-B Parent T1"], Lines(controls.For("T1.001")));
        Assert.Equal(["D3-A Parent T1", "D3-B Parent T1"], Lines(controls.For("T1.002")));
        Assert.Equal(["D3-A Direct T1", "D3-B Direct T1", "D3-C Subtechnique T1.001"], Lines(controls.For("T1")));
    }

    [Fact]
    public void A_derived_link_is_taken_from_the_nearest_and_of_those_from_the_first_by_name()
    {
        var controls = new DerivedControls(
            [Offensive("T0"), Offensive("T3", "T0"), Offensive("T2"), Offensive("T9", "T3", "T2"), Offensive("T10", "T3", "T2")],
            [Defensive("D3-A", "T0", "T2", "T3"), Defensive("D3-B", "T0"), Defensive("D3-C", "T9", "T10")]);

        Assert.Equal(["D3-A Parent T2", "D3-B Parent T0", "D3-C Direct T9"], Lines(controls.For("T9")).Order(StringComparer.Ordinal));
        Assert.Equal(["D3-A Direct T0", "D3-B Direct T0", "D3-C Subtechnique T10"], Lines(controls.For("T0")));
    }

    [Fact]
    public void The_path_that_is_shown_is_the_first_of_its_pair()
    {
        CounterPath shortest = new("may-access", ["Memory"], "analyzes"), longer = new("accesses", ["PageFile", "Memory"], "analyzes");
        var control = new DefensiveTechnique { ExternalId = "D3-A", ClassName = "A", Counters = [new("T1", [shortest, longer])] };

        Assert.Same(shortest, new DerivedControls([Offensive("T1")], [control]).For("T1").Single().Path);
    }

    [Fact]
    public void Deprecated_techniques_are_listed_on_demand_and_always_answer()
    {
        var controls = new DerivedControls([new OffensiveTechnique { ExternalId = "T1", Deprecated = true }, Offensive("T2", "T1")], [Defensive("D3-A", "T1")]);

        Assert.Equal(["T2"], controls.All().Select(l => l.Technique));
        Assert.Equal(["T1", "T2"], controls.All(includeDeprecated: true).Select(l => l.Technique));
        Assert.Single(controls.For("T1"));
    }

    [Fact]
    public void Cycles_unknown_parents_and_unknown_techniques_do_no_harm()
    {
        var controls = new DerivedControls([Offensive("T1", "T2", "T404"), Offensive("T2", "T1")], [Defensive("D3-A", "T1", "T405")]);

        Assert.Equal(["D3-A Direct T1"], Lines(controls.For("T1")));
        Assert.Equal(["D3-A Parent T1"], Lines(controls.For("T2")));
        Assert.Empty(controls.For("T405"));
    }

    [Fact]
    public void The_explanation_of_a_derived_link_starts_where_it_was_taken_from()
    {
        var link = new DerivedControls([Offensive("T1"), Offensive("T1.001", "T1")], [Defensive("D3-A", "T1")]).For("T1.001").Single();

        Assert.Equal("T1 -accesses-> Memory <-analyzes- D3-A => Detect", link.Explanation);
    }

    private static OffensiveTechnique Offensive(string id, params string[] parents) => new() { ExternalId = id, Parents = parents };

    private static DefensiveTechnique Defensive(string id, params string[] techniques) => new()
    {
        ExternalId = id,
        ClassName = id,
        Tactics = ["Detect"],
        Counters = [.. techniques.Select(t => new Countered(t, [Reads]))],
    };

    private static IEnumerable<string> Lines(IEnumerable<ControlLink> links) => links.Select(l => $"{l.Control.ExternalId} {l.Derivation} {l.From}");
}
