using Coverage.Web.Hosting;

namespace Coverage.Web.Tests.Hosting;

public sealed class SyncPaceTests
{
    private readonly Ticks time = new();

    [Fact]
    public void The_rate_is_that_of_the_present_phase()
    {
        var pace = new SyncPace(time);
        pace.Note("listing", 0);
        time.Add(3000);
        pace.Note("listing", 5_000);
        pace.Note("fetching", 0);
        Assert.Null(pace.Rate);
        for (var piece = 1; piece <= 100; piece++)
        {
            time.Add(10);
            pace.Note("fetching", piece * 150_000L);
        }

        Assert.Equal(15_000_000, pace.Rate!.Value, 1.0);
    }

    [Fact]
    public void What_comes_no_more_is_not_told_to_be_as_fast_as_it_was()
    {
        var pace = new SyncPace(time);
        pace.Note("fetching", 0);
        time.Add(1000);
        pace.Note("fetching", 1_000_000);
        time.Add(9000);

        Assert.Equal(100_000, pace.Rate!.Value, 1.0);
    }

    private sealed class Ticks : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1000;

        public void Add(long milliseconds) => now += milliseconds;

        public override long GetTimestamp() => now;
    }
}
