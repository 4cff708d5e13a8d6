using Coverage.Catalog;
using Coverage.Web.Features.Matrix;

namespace Coverage.Web.Tests.Features.Matrix;

public sealed class MatrixQueryTests
{
    [Fact]
    public void The_default_prints_no_query() => Assert.Equal("/matrix", MatrixQuery.Default.Url);

    [Fact]
    public void Everything_comes_back_from_the_url()
    {
        var query = new MatrixQuery
        {
            Domain = AttackDomain.Ics,
            Metric = MatrixMetric.Tests,
            Layout = MatrixLayout.Mosaic,
            Platforms = ["Linux", "Network Devices"],
            Tactic = "command-and-control",
            Text = "ä & b=c",
            Show = 4,
            AllOpen = true,
            Open = ["T1003", "T1055"],
            At = "T1219",
        };

        var back = MatrixQuery.Parse(query.ToString());

        Assert.Equal(query, back);
        Assert.Equal(query.Platforms, back.Platforms);
        Assert.Equal(query.Open, back.Open);
        Assert.Equal(query.Text, back.Text);
        Assert.Equal((query.Show, query.AllOpen, query.Domain, query.Layout), (back.Show, back.AllOpen, back.Domain, back.Layout));
    }

    [Theory]
    [InlineData("?metric=nonsense&layout=&show=x&domain=moon&open=<b>&at=javascript", "/matrix")]
    [InlineData("?metric=missing&show=missing", "/matrix?metric=missing&show=3")]
    [InlineData("?show=missing", "/matrix?show=0")]
    [InlineData("?show=20", "/matrix?show=16")]
    [InlineData("?domain=mobile-attack&open=t1055,T1003,T1055", "/matrix?domain=mobile&open=T1003,T1055")]
    [InlineData("?open=all,-T1055", "/matrix?open=all,-T1055")]
    [InlineData("?platform=Windows,Linux", "/matrix?platform=Linux,Windows")]
    public void What_is_written_otherwise_is_printed_one_way(string written, string printed) => Assert.Equal(printed, MatrixQuery.Parse(written).Url);

    [Fact]
    public void A_parent_is_opened_and_closed_whether_all_are_open_or_none()
    {
        var one = MatrixQuery.Default.Toggle("T1055");
        var allButOne = (MatrixQuery.Default with { AllOpen = true }).Toggle("T1055");

        Assert.True(one.IsOpen("T1055"));
        Assert.False(one.IsOpen("T1003"));
        Assert.False(allButOne.IsOpen("T1055"));
        Assert.True(allButOne.IsOpen("T1003"));
        Assert.Equal(MatrixQuery.Default, one.Toggle("T1055"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    [InlineData(15, 4)]
    [InlineData(16, 5)]
    [InlineData(31, 5)]
    [InlineData(32, 6)]
    [InlineData(63, 6)]
    [InlineData(64, 7)]
    [InlineData(900, 7)]
    public void Steps_double(int number, int step) => Assert.Equal(step, HeatScale.Step(MatrixMetric.Rules, number));
}
