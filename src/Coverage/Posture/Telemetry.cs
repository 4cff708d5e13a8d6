namespace Coverage.Posture;

/// <summary>Whether a log source is collected in an environment. What no entry covers is not recorded.</summary>
/// <param name="LogSource">What it says this about; fields that are not stated stand for any.</param>
/// <param name="Collected">Collected, or known not to be.</param>
/// <param name="Share">The share of assets that send it, above 0 to 1; shown, not scored.</param>
/// <param name="By">Who said so.</param>
/// <param name="Note">Free text.</param>
public sealed record Telemetry(LogSource LogSource, bool Collected, double Share = 1, string By = "", string Note = "")
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. new[] { LogSource.Product, LogSource.Category, LogSource.Service }.Any(field => field.Contains('|', StringComparison.Ordinal)) ? ["A log source's fields are single words, without |."] : Array.Empty<string>(),
        .. Statement.Short("The product", LogSource.Product),
        .. Statement.Short("The category", LogSource.Category),
        .. Statement.Short("The service", LogSource.Service),
        .. Statement.Short("The note", Note),
        .. Collected ? Statement.Share("The share of assets that send it", Share) : [],
    ];
}
