namespace Coverage.Web.Components;

/// <summary>The address at which a number of the whole opens to what it is made of.</summary>
/// <param name="Environment">The one environment that is looked at; empty for all of them.</param>
/// <param name="Tactic">The tactic's title; empty for all techniques.</param>
/// <param name="Matrix">The tactic's matrix.</param>
/// <param name="Profile">The profile that weighs, where it is not the chosen one.</param>
internal sealed record ScoreUrl(string Environment = "", string Tactic = "", string Matrix = "", string Profile = "")
{
    /// <summary>The page's path.</summary>
    public const string Path = "/score";

    /// <summary>The address for one of the numbers.</summary>
    public string Of(ScoreNumber number)
    {
        (string Name, string Value)[] values = [("of", number.Word()), ("environment", Environment), ("tactic", Tactic), ("matrix", Matrix), ("profile", Profile)];
        return Path + "?" + string.Join('&', values.Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
    }
}
