using Coverage.Catalog;
using Coverage.Data;

namespace Coverage.Web.Components;

/// <summary>Sources and domains as people call them.</summary>
internal static class SourceNames
{
    /// <summary><c>ATT&amp;CK enterprise</c>, <c>Sigma</c>; a source of one's own by its name.</summary>
    public static string Name(this SourceRow source) => Name(source.Name);

    /// <summary>The same, of a source that may hold nothing yet.</summary>
    public static string Name(string source) => source switch
    {
        "attack-enterprise" => "ATT&CK enterprise",
        "attack-ics" => "ATT&CK ICS",
        "attack-mobile" => "ATT&CK mobile",
        "d3fend" => "D3FEND",
        "sigma" => "Sigma",
        "atomic" => "Atomic Red Team",
        _ => source,
    };

    /// <summary>Its release, else the day of its content, else the beginning of its commit; empty when nothing is known.</summary>
    public static string State(this SourceRow source)
    {
        if (source.Version.Length > 0) return source.Version;
        return source.Date is { } date ? Dates.Day(date) : source.Commit.Length > 7 ? source.Commit[..7] : "";
    }

    /// <summary>Enterprise, ICS or Mobile.</summary>
    public static string Name(this AttackDomain domain) => domain switch
    {
        AttackDomain.Ics => "ICS",
        AttackDomain.Mobile => "Mobile",
        _ => "Enterprise",
    };

    /// <summary>The word in a URL: enterprise, ics, mobile.</summary>
    public static string Word(this AttackDomain domain) => domain switch
    {
        AttackDomain.Ics => "ics",
        AttackDomain.Mobile => "mobile",
        _ => "enterprise",
    };

    /// <summary>The domain of a word in a URL, Navigator's long form too; enterprise when it is none.</summary>
    public static AttackDomain Domain(string? word) => word?.ToLowerInvariant() switch
    {
        "ics" or "ics-attack" => AttackDomain.Ics,
        "mobile" or "mobile-attack" => AttackDomain.Mobile,
        _ => AttackDomain.Enterprise,
    };
}
