using Microsoft.Extensions.Logging;

namespace Coverage.Sync;

internal static partial class SyncLog
{
    [LoggerMessage(1, LogLevel.Error, "The sync of {Source} ended in a way that it should not have.")]
    public static partial void Failed(ILogger logger, Exception problem, string source);
}
