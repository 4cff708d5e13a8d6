using System.Net;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Whether an answer says "not now", and for how long: by its status and headers alone, as the words in it change. All
/// times are taken by the answer's own clock, so that neither side's need be right.
/// </summary>
internal static class RateLimit
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestBelieved = TimeSpan.FromDays(1);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>How long to stay away; null if the answer is about something else.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">Our clock, for answers without a date.</param>
    /// <param name="attempt">How often it was said before, from 0.</param>
    public static TimeSpan? WaitOf(HttpResponseMessage response, DateTimeOffset now, int attempt)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
        {
            return null;
        }

        var quota = Quota.Of(response);
        var isLimit = response.StatusCode == HttpStatusCode.TooManyRequests || quota.Left == 0;
        return RetryAfter(response, now) is { } after ? Bounded(after)
            : !isLimit ? null
            : quota is { Left: null or 0, Resets: { } resets } ? Bounded(resets - Clock(response, now) + Least)
            : FirstWait * Math.Pow(2, attempt);
    }

    /// <summary>What <c>retry-after</c> says, in seconds or as a date; null without it.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Bounded(delta),
        { Date: { } date } => Bounded(date - Clock(response, now)),
        _ => null,
    };

    private static DateTimeOffset Clock(HttpResponseMessage response, DateTimeOffset now) => response.Headers.Date ?? now;

    private static TimeSpan Bounded(TimeSpan wait) => wait < Least ? Least : wait > LongestBelieved ? LongestBelieved : wait;
}
