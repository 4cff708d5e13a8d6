using Microsoft.Extensions.Logging;

namespace Coverage.Sources.GitHub;

/// <summary>What asking GitHub tells the log: hosts and times, never a path, a query or a credential.</summary>
internal static partial class GitHubLog
{
    [LoggerMessage(1, LogLevel.Information, "{Host} is asked again in {Seconds:0.0} seconds ({Why}).")]
    public static partial void Waiting(this ILogger log, string host, string why, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "The archive from {Host} did not come whole ({Fault}) and is fetched again.")]
    public static partial void ArchiveAgain(this ILogger log, string host, FeedFault fault);

    [LoggerMessage(3, LogLevel.Information, "The clock of {Host} differs from ours by {Seconds:0} seconds; the App's token is asked for by its clock.")]
    public static partial void OtherClock(this ILogger log, string host, double seconds);
}
