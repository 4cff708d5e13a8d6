namespace Coverage.Recording;

/// <summary>An edit cannot be recorded, and nothing of it was; <see cref="Problems"/> say why and what to do.</summary>
public sealed class PostureRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems.Take(20)) + (problems.Count > 20 ? $" And {problems.Count - 20:N0} more." : ""))
{
    /// <summary>Each problem, in words.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    /// <summary>What somebody else changed meanwhile; null if it is refused for another reason.</summary>
    public PostureConflict? Conflict { get; init; }
}
