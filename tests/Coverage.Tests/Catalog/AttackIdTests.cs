using Coverage.Catalog;

namespace Coverage.Tests.Catalog;

public sealed class AttackIdTests
{
    [Theory]
    [InlineData("t1059", "T1059")]
    [InlineData(" T1059.001 ", "T1059.001")]
    [InlineData("T10590", null)]
    [InlineData("T105", null)]
    [InlineData("T1059.01", null)]
    [InlineData("T1059.0011", null)]
    [InlineData("T1059\n", "T1059")]
    [InlineData("S1059", null)]
    [InlineData("T١٢٣٤", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_identifier_is_four_digits_and_for_a_sub_technique_three_more(string? text, string? expected) => Assert.Equal(expected, AttackId.Parse(text));

    [Fact]
    public void The_parent_is_what_stands_before_the_dot()
    {
        Assert.Equal("T1059", AttackId.ParentOf("T1059.001"));
        Assert.Null(AttackId.ParentOf("T1059"));
    }
}
