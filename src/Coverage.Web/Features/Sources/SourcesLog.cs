namespace Coverage.Web.Features.Sources;

/// <summary>What the sources' pages log.</summary>
internal static partial class SourcesLog
{
    [LoggerMessage(1, LogLevel.Error, "An import failed.")]
    public static partial void ImportFailed(ILogger logger, Exception problem);
}
