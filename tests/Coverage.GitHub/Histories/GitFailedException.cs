namespace Coverage.GitHub.Histories;

/// <summary>What git said when it refused.</summary>
public sealed class GitFailedException(string message) : Exception(message);
