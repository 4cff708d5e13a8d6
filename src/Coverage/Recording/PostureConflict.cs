using Coverage.Views.History;

namespace Coverage.Recording;

/// <summary>What two people want of the same entries: the second one sees it, and chooses.</summary>
/// <param name="Seen">The last edit that there is now: who has seen this and still wants it may record it.</param>
/// <param name="Lines">The entries in question; before is what is recorded now, after what the second person wants.</param>
public sealed record PostureConflict(long Seen, IReadOnlyList<EntryLine> Lines);
