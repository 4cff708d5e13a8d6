using Coverage.Data;
using Coverage.Views.Changes;
using Coverage.Web.Features.Changes;

namespace Coverage.Web.Tests.Features.Changes;

public sealed class ChangesQueryTests
{
    private static readonly DateTime Now = new(2026, 8, 20, 10, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("")]
    [InlineData("?q=rdp%20tool&what=retagged&source=sigma&kind=rule&level=high&platform=macOS&group=G0016&technique=T1219&since=all&by=technique&page=3")]
    [InlineData("?kind=data-component&since=2026-08-05")]
    [InlineData("?since=recent&by=source")]
    [InlineData("?since=12")]
    public void A_query_is_printed_as_it_was_read(string query) => Assert.Equal(query, ChangesQuery.Parse(query).ToString());

    [Theory]
    [InlineData("?since=yesterday&by=moon&page=0&what=nothing&kind=nothing")]
    [InlineData("?page=-1&by=7&since=-3")]
    public void What_it_does_not_understand_is_the_default(string query) => Assert.Equal("", ChangesQuery.Parse(query).ToString());

    [Fact]
    public void Without_a_point_in_time_it_is_the_persons_mark_or_30_days()
    {
        var mark = new VisitRow { Person = "Ada", ChangeSetId = 7 };

        Assert.Equal(new InboxSince(7, null), ChangesQuery.Parse("").For(mark, Now).Since);
        Assert.Equal(new InboxSince(0, new DateTime(2026, 7, 21, 0, 0, 0, DateTimeKind.Utc)), ChangesQuery.Parse("").For(null, Now).Since);
        Assert.Equal(new InboxSince(0, new DateTime(2026, 7, 21, 0, 0, 0, DateTimeKind.Utc)), ChangesQuery.Parse("?since=recent").For(mark, Now).Since);
        Assert.Equal(InboxSince.All, ChangesQuery.Parse("?since=all").For(mark, Now).Since);
    }

    [Fact]
    public void Another_filter_begins_on_the_first_page() => Assert.Equal("/changes?source=sigma", ChangesQuery.Parse("?page=4").With("source", "sigma").Url);
}
