namespace Coverage.Views.History;

/// <summary>A step by which the posture was changed.</summary>
/// <param name="Id">Its number; steps were made in this order.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Who">Who.</param>
/// <param name="Title">What was done, in words.</param>
/// <param name="Reason">Why; empty if nobody said.</param>
/// <param name="Entries">How many entries it changed.</param>
/// <param name="Environments">Keys of the environments in which it changed something.</param>
/// <param name="Undoes">The step that it takes back, if it does.</param>
/// <param name="UndoneBy">The step that took it back, if one did.</param>
public sealed record HistoryStep(long Id, DateTime At, string Who, string Title, string Reason, int Entries, IReadOnlyList<string> Environments, long? Undoes, long? UndoneBy);
