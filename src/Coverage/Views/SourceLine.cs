using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;

namespace Coverage.Views;

/// <summary>A source's version and date in words, the same wherever they are shown.</summary>
public static class SourceLine
{
    /// <summary><c>ATT&amp;CK 19.1</c>, <c>Sigma of 2026-08-05 (8eaafff)</c>; seed data says so.</summary>
    public static string Of(SourceRow source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var name = source.Name.Equals(source.Kind.ToString(), StringComparison.OrdinalIgnoreCase) || source.Kind == SourceKind.Attack ? Noun(source) : $"{source.Name} ({Noun(source)})";
        return $"{name} {State(source)}{(source.Seeded ? ", seed data" : "")}";
    }

    /// <summary>The version, or the date, or that neither is known: <c>19.1</c>, <c>of 2026-08-05 (8eaafff)</c>.</summary>
    public static string State(SourceRow source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Release(source) + (source is { Version: "", Date: null } ? $", imported {source.ImportedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "");
    }

    /// <summary>The same for who says when it was imported anyway.</summary>
    public static string Release(SourceRow source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Version.Length > 0) return source.Version;
        var commit = source.Commit.Length >= 7 ? $" ({source.Commit[..7]})" : "";
        return $"of {source.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown date"}{commit}";
    }

    /// <summary>What the source is called by the people who know it.</summary>
    public static string Noun(SourceRow source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Kind switch
        {
            SourceKind.Attack => source.Domain switch
            {
                AttackDomain.Ics => "ICS ATT&CK",
                AttackDomain.Mobile => "Mobile ATT&CK",
                _ => "Enterprise ATT&CK",
            },
            SourceKind.D3fend => "D3FEND",
            SourceKind.Sigma => "Sigma",
            _ => "Atomic Red Team",
        };
    }
}
