using System.Globalization;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>What an answer's headers say of the quota, by GitHub's description of its rate limits (<see href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api"/>).</summary>
/// <param name="Left">Requests left, if it says so.</param>
/// <param name="Resets">When there are more (UTC, the server's clock), if it says so.</param>
internal readonly record struct Quota(int? Left, DateTimeOffset? Resets)
{
    /// <summary>In seconds this is the year 5138, so what is larger is milliseconds.</summary>
    private const long LargestSeconds = 100_000_000_000;
    private const string LeftHeader = "x-ratelimit-remaining";
    private const string ResetHeader = "x-ratelimit-reset";

    public static Quota Of(HttpResponseMessage response) => new(
        Number(response, LeftHeader) is { } left ? (int)Math.Clamp(left, 0, int.MaxValue) : null,
        Number(response, ResetHeader) is { } reset ? Time(reset) : null);

    /// <summary>Takes the headers away: Octokit would read them too, and fail at one in milliseconds.</summary>
    public static void HideFromOctokit(HttpResponseMessage response)
    {
        foreach (var name in response.Headers.Select(header => header.Key).Where(Hidden).ToList())
        {
            response.Headers.Remove(name);
        }
    }

    private static bool Hidden(string name) =>
        name.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase) || name.Equals("link", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Time(long reset)
    {
        var milliseconds = reset >= LargestSeconds ? reset : reset * 1000;
        return milliseconds is >= 0 and < LargestSeconds * 1000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private static long? Number(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
