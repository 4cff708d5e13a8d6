namespace Coverage.Web.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Error, "The data cannot be read to build a new view; pages keep showing the last one. Trying again every second.")]
    public static partial void RefreshFailed(ILogger logger, Exception problem);

    [LoggerMessage(9, LogLevel.Warning, "Not all that pages ask for could be worked out ahead of them; the new view is shown all the same.")]
    public static partial void PreparationFailed(ILogger logger, Exception problem);

    [LoggerMessage(2, LogLevel.Warning, "The data can be read again.")]
    public static partial void RefreshRecovered(ILogger logger);

    [LoggerMessage(3, LogLevel.Error, "Request {Id} failed: {Method} {Path}")]
    public static partial void RequestFailed(ILogger logger, Exception? problem, string id, string method, string path);

    [LoggerMessage(4, LogLevel.Warning, "server.json in the data folder cannot be kept; 'coverage link' will not know the address.")]
    public static partial void ServerFileFailed(ILogger logger, Exception problem);

    [LoggerMessage(5, LogLevel.Warning, "The health check cannot read the database.")]
    public static partial void Unhealthy(ILogger logger, Exception problem);

    [LoggerMessage(6, LogLevel.Error, "The schedule of the syncs cannot be read. Trying again in a moment.")]
    public static partial void ScheduleFailed(ILogger logger, Exception problem);

    [LoggerMessage(7, LogLevel.Error, "The day's scores cannot be kept. Trying again in a moment.")]
    public static partial void SnapshotFailed(ILogger logger, Exception problem);

    [LoggerMessage(8, LogLevel.Error, "A job failed: {What}.")]
    public static partial void JobFailed(ILogger logger, Exception problem, string what);
}
