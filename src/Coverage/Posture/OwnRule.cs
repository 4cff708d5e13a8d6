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
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Key("The rule", Key),
        .. Key.IsOwn ? [] : new[] { $"An own rule is of the source {ItemKey.OwnSource}, not {Key.Source}." },
        .. Statement.Needed("The title", Title),
        .. Statement.Short("The note", Note),
    ];
}
