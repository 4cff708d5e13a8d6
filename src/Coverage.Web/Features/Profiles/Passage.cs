namespace Coverage.Web.Features.Profiles;

/// <summary>A stretch of prose in which a word stands that is looked for.</summary>
/// <param name="Runs">Its text in order, and which parts of it are such words.</param>
/// <param name="IsWhole">Whether one of them is just what was typed, and no longer word that begins so.</param>
public sealed record Passage(IReadOnlyList<PassageRun> Runs, bool IsWhole)
{
    /// <summary>Its text.</summary>
    public override string ToString() => string.Concat(Runs.Select(run => run.Text));
}

/// <summary>A part of a passage.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsMarked">Whether it is a word that is looked for.</param>
public readonly record struct PassageRun(string Text, bool IsMarked);
