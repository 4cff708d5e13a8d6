using Coverage.Views;

namespace Coverage.Tests.Views;

public sealed class CompassTableTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 3, 3)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 3, 3)]
    public void The_published_formula_holds_for_all_sixteen_pairs(int detect, int test, int potential) => Assert.Equal(potential, CompassTable.Potential(detect, test));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(9, 2)]
    [InlineData(10, 3)]
    [InlineData(1000, 3)]
    public void Volumes_are_rated_from_0_to_3(int items, int rating) => Assert.Equal(rating, CompassTable.Volume(items));
}
