using Coverage.Data;

namespace Coverage.Web.Components;

/// <summary>What moved a score, in words.</summary>
internal static class CauseWords
{
    /// <summary>A cause in words.</summary>
    public static string Of(MoveCause cause) => cause switch
    {
        MoveCause.Work => "Our work",
        MoveCause.Content => "Upstream content",
        MoveCause.Attack => "ATT&CK's own changes",
        MoveCause.Ageing => "Ageing",
        MoveCause.Model => "The scoring model",
        _ => "What counts: scope, profile, environments",
    };
}
