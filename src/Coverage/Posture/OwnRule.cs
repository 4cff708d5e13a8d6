namespace Coverage.Posture;

/// <summary>
/// A detection that is in no catalogue: a product's built-in, a search of a SIEM, an imported claim. It scores like any
/// rule, for the techniques that a <see cref="ManualLink"/> names.
/// </summary>
/// <param name="Key">Its key, of the source <see cref="ItemKey.OwnSource"/>.</param>
/// <param name="Title">As it is shown.</param>
/// <param name="LogSource">What it reads, as far as it is known.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="Note">Free text.</param>
public sealed record OwnRule(ItemKey Key, string Title, LogSource LogSource, string Owner = "", string Note = "")
{
    /// <summary>The levels that a rule can have, the most urgent first.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["critical", "high", "medium", "low", "informational"];

    /// <summary>How urgent its alerts are, in Sigma's words; null when not stated. Shown, not scored.</summary>
    public string? Level { get; init; }

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Key("The rule", Key),
        .. Key.IsOwn ? [] : new[] { $"An own rule is of the source {ItemKey.OwnSource}, not {Key.Source}." },
        .. Statement.Needed("The title", Title),
        .. Level is null || Levels.Contains(Level) ? [] : new[] { $"There is no level {Level[..Math.Min(Level.Length, 40)]}; a rule is {string.Join(", ", Levels)}." },
        .. Statement.Short("The log source", LogSource.ToString()),
        .. Statement.Short("Who looks after it", Owner),
        .. Statement.Short("The note", Note),
    ];
}
