namespace Coverage.Web.Components;

/// <summary>The numbers of the whole.</summary>
internal enum ScoreNumber
{
    Coverage,
    Detect,
    Prevent,
    Validate,
    Ceiling,
    Available,
    Deployed,
    Validated,
}

/// <summary>What the numbers of the whole are called, and how each comes about.</summary>
internal static class ScoreNumbers
{
    /// <summary>In a URL.</summary>
    public static string Word(this ScoreNumber number) => number.ToString().ToLowerInvariant();

    /// <summary>On a page.</summary>
    public static string Title(this ScoreNumber number) => number == ScoreNumber.Ceiling ? "The most that public content allows" : number.ToString();

    /// <summary>Whether it counts techniques, in percent, and no weights.</summary>
    public static bool IsShare(this ScoreNumber number) => number >= ScoreNumber.Available;

    /// <summary>What a technique needs to count, or what its value is.</summary>
    public static string Says(this ScoreNumber number) => number switch
    {
        ScoreNumber.Available => "A technique counts where it has a public rule, a control that stops (Harden, Isolate), or something deployed.",
        ScoreNumber.Deployed => "A technique counts where a rule or control is in place, or a test alerted or was stopped.",
        ScoreNumber.Validated => "A technique counts where a test alerted or was stopped recently, and none fails.",
        ScoreNumber.Validate => "A technique's Validate is the share of its tests that alerted or were stopped recently; techniques without a test have none.",
        ScoreNumber.Ceiling => "A technique's ceiling is what it would have if all that is published for it were in place and proven.",
        _ => "A technique's score opens to its own arithmetic.",
    };
}
