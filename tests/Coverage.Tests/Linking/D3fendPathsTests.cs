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

    [Fact]
    public void A_countered_technique_without_a_path_is_a_fault_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => D3fendPaths.Best([]));
    }
}
