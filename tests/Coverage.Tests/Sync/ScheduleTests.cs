using System.Globalization;
using Coverage.Data;
using Coverage.Sync;

namespace Coverage.Tests.Sync;

public sealed class ScheduleTests
{
    private static readonly DateTime Created = Utc("2026-03-01 00:00");

    [Theory]
    [InlineData("UTC", "2026-03-10 05:00", "2026-03-11 04:15")]
    [InlineData("Europe/Berlin", "2026-03-10 05:00", "2026-03-11 03:15")]
    [InlineData("Europe/Berlin", "2026-06-10 05:00", "2026-06-11 02:15")]
    [InlineData("America/New_York", "2026-03-07 12:00", "2026-03-08 08:15")]
    [InlineData("Asia/Kolkata", "2026-03-10 05:00", "2026-03-10 22:45")]
    public void A_turn_is_by_the_clock_of_its_time_zone(string zone, string taken, string next)
    {
        Assert.Equal(Utc(next), Schedule.Next(Daily(zone), Taken(taken), Utc(taken)));
    }

    [Fact]
    public void An_hour_that_the_summer_leaves_out_is_not_left_out_by_the_schedule()
    {
        // On 2026-03-29 the clocks of Berlin go from 02:00 to 03:00; 02:30 does not exist, and its turn comes at 03:00.
        var settings = Daily("Europe/Berlin", "30 2 * * *");

        Assert.Equal(Utc("2026-03-29 01:00"), Schedule.Next(settings, Taken("2026-03-28 01:30"), Utc("2026-03-28 12:00")));
        Assert.Equal(Utc("2026-03-30 00:30"), Schedule.Next(settings, Taken("2026-03-29 01:00"), Utc("2026-03-29 12:00")));
    }

    [Fact]
    public void An_hour_that_the_winter_has_twice_is_taken_once()
    {
        // On 2026-10-25 the clocks of Berlin go from 03:00 back to 02:00; 02:30 comes at 00:30 and at 01:30 UTC.
        var settings = Daily("Europe/Berlin", "30 2 * * *");

        Assert.Equal(Utc("2026-10-25 00:30"), Schedule.Next(settings, Taken("2026-10-24 00:30"), Utc("2026-10-24 12:00")));
        Assert.Equal(Utc("2026-10-26 01:30"), Schedule.Next(settings, Taken("2026-10-25 00:30"), Utc("2026-10-25 00:31")));
    }

    [Fact]
    public void A_jitter_is_the_same_for_the_same_turn_within_its_bounds_and_spread_over_them()
    {
        var settings = Daily();
        settings.JitterSeconds = 3600;
        var turns = Enumerable.Range(0, 365).Select(day => Created.AddDays(day)).ToList();
        var jitters = turns.ConvertAll(turn => Schedule.Jitter(settings, turn));

        Assert.Equal(jitters, turns.ConvertAll(turn => Schedule.Jitter(settings, turn)));
        Assert.All(jitters, jitter => Assert.InRange(jitter, TimeSpan.Zero, TimeSpan.FromSeconds(3599)));
        Assert.InRange(jitters.Average(jitter => jitter.TotalSeconds), 1500, 2100);
        Assert.InRange(jitters.Distinct().Count(), 300, 365);

        var other = Daily();
        (other.Name, other.JitterSeconds) = ("other", 3600);
        Assert.NotEqual(jitters, turns.ConvertAll(turn => Schedule.Jitter(other, turn)));
    }

    [Fact]
    public void What_is_paused_uploaded_or_has_no_schedule_is_never_due_and_never_stale()
    {
        var (paused, uploaded, none) = (Daily(), Daily(), Daily());
        (paused.Paused, uploaded.Place, none.Cron) = (true, SourcePlace.Upload, "");
        foreach (var settings in new[] { paused, uploaded, none })
        {
            Assert.Null(Schedule.Next(settings, null, Created.AddYears(1)));
            Assert.Null(Schedule.StaleSince(settings, null, Created.AddYears(1)));
        }
    }

    [Fact]
    public void However_many_turns_were_missed_one_is_due_and_then_the_next()
    {
        var now = Utc("2026-03-20 12:00");

        Assert.Equal(Utc("2026-03-05 04:15"), Schedule.Next(Daily(), Taken("2026-03-04 04:15"), now));
        Assert.Equal(Utc("2026-03-21 04:15"), Schedule.Next(Daily(), new SourceStateRow { Name = "rules", ScheduledAt = now }, now));
    }

    [Fact]
    public void Data_is_stale_once_the_second_turn_has_passed_by_more_than_an_hour_since_the_first_one_that_was_missed()
    {
        var state = new SourceStateRow { Name = "rules", SucceededAt = Utc("2026-03-04 04:16") };

        Assert.Null(Schedule.StaleSince(Daily(), state, Utc("2026-03-05 12:00")));
        Assert.Null(Schedule.StaleSince(Daily(), state, Utc("2026-03-06 05:15")));
        Assert.Equal(Utc("2026-03-05 04:15"), Schedule.StaleSince(Daily(), state, Utc("2026-03-06 05:16")));
        Assert.Equal(Utc("2026-03-05 04:15"), Schedule.StaleSince(Daily(), state, Utc("2026-04-06 05:16")));
    }

    [Fact]
    public void A_place_that_wants_to_be_left_alone_is_due_after_that()
    {
        var (now, later) = (Utc("2026-03-05 05:00"), Utc("2026-03-05 05:40"));
        var state = new SourceStateRow { Name = "rules", ScheduledAt = Utc("2026-03-04 04:15"), FailingSince = now, NotBefore = later };

        Assert.Equal(later, Schedule.Next(Daily(), state, now));
        Assert.Equal(later, Schedule.NotBefore(state, now));
        Assert.Null(Schedule.NotBefore(state, later));
    }

    [Fact]
    public void A_turn_that_a_clock_a_day_ahead_took_is_due_once_the_clock_is_set_right()
    {
        var now = Utc("2026-03-05 05:00");
        var ahead = now.AddDays(1);
        var state = new SourceStateRow { Name = "rules", ScheduledAt = ahead, SucceededAt = ahead, NotBefore = ahead.AddMinutes(40) };

        Assert.Equal(now, Schedule.Next(Daily(), state, now));
        Assert.Null(Schedule.NotBefore(state, now));
        Assert.Equal(Utc("2026-03-06 04:15"), Schedule.Next(Daily(), new SourceStateRow { Name = "rules", ScheduledAt = now }, now));
    }

    [Fact]
    public void A_clock_that_is_set_back_by_a_few_minutes_does_not_take_a_turn_twice()
    {
        Assert.Equal(Utc("2026-03-06 04:15"), Schedule.Next(Daily(), Taken("2026-03-05 04:15"), Utc("2026-03-05 04:12")));
    }

    [Fact]
    public void What_succeeded_by_a_clock_ahead_is_stale_since_it_fails()
    {
        var state = new SourceStateRow { Name = "rules", SucceededAt = Utc("2027-03-05 04:15"), FailingSince = Utc("2026-03-05 04:15") };

        Assert.Equal(Utc("2026-03-06 04:15"), Schedule.StaleSince(Daily(), state, Utc("2026-03-09 12:00")));
    }

    [Theory]
    [InlineData("15 4 * * *", "UTC", null)]
    [InlineData("", "Nowhere/Atall", null)]
    [InlineData("15 4 * * *", "Nowhere/Atall", "no time zone")]
    [InlineData("often", "UTC", "no cron expression")]
    [InlineData("0 0 31 2 *", "UTC", "never comes about")]
    public void What_is_wrong_with_a_schedule_is_said(string cron, string zone, string? said)
    {
        if (said is null) Assert.Null(Schedule.Problem(cron, zone));
        else Assert.Contains(said, Schedule.Problem(cron, zone), StringComparison.Ordinal);
    }

    private static SourceSettingsRow Daily(string zone = "UTC", string cron = "15 4 * * *") => new() { Name = "rules", Cron = cron, TimeZone = zone, CreatedAt = Created };

    private static SourceStateRow Taken(string at) => new() { Name = "rules", ScheduledAt = Utc(at) };

    private static DateTime Utc(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
