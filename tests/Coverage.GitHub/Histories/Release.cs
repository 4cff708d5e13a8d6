namespace Coverage.GitHub.Histories;

/// <summary>A release of a tag; its assets are files by name.</summary>
public sealed record Release(long Id, string Tag, DateTimeOffset Date, bool Prerelease, bool Draft, Files Assets);
