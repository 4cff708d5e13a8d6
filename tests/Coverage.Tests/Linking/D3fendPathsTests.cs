using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Tests.Linking;

public sealed class D3fendPathsTests
{
    [Theory]
    [InlineData("T1 -accesses-> PageFile < Memory <-analyzes- D3-A => Detect", "Detect")]
    [InlineData("T1 -accesses-> PageFile < Memory <-analyzes- D3-A => Model, Detect", "Model", "Detect")]
    [InlineData("T1 -accesses-> PageFile < Memory <-analyzes- D3-A")]
    public void A_path_is_written_from_the_technique_to_the_tactics(string text, params string[] tactics)
    {
        var control = new DefensiveTechnique { ExternalId = "D3-A", ClassName = "A", Tactics = tactics };

        Assert.Equal(text, D3fendPaths.Render("T1", new CounterPath("accesses", ["PageFile", "Memory"], "analyzes"), control));
    }

    [Theory]
    [InlineData("accesses", "analyzes", 0)]
    [InlineData("may-access", "analyzes", 1)]
    [InlineData("may-access", "may-contain", 2)]
    public void A_path_is_doubted_once_for_each_verb_that_only_may_hold(string verb, string counterVerb, int doubts)
    {
        Assert.Equal(doubts, D3fendPaths.Doubts(new CounterPath(verb, ["Memory"], counterVerb)));
    }
}
