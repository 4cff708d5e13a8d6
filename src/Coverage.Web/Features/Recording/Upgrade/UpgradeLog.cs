namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>What rehearsals write to the log.</summary>
internal static partial class UpgradeLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A rehearsal of an upgrade failed.")]
    public static partial void RehearsalFailed(ILogger logger, Exception problem);
}
