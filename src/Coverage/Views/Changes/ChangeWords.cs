using System.Globalization;
using Coverage.Linking;

namespace Coverage.Views.Changes;

/// <summary>A change in words, the same wherever it is told.</summary>
public static class ChangeWords
{
    /// <summary>What differs, the technique tags first: <c>+T1685 -T1562.001; level medium to high</c>. Empty when only the text does.</summary>
    public static string Difference(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return string.Join("; ", Parts(entry));
    }

    /// <summary>A fact: <c>level medium to high</c>, <c>platforms +ESXi -None</c>.</summary>
    public static string Of(FactChange fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Before.Length > 0 && fact.Now.Length > 0) return $"{fact.Name} {fact.Before} to {fact.Now}";
        return fact.Now.Length > 0 ? $"{fact.Name} +{fact.Now}" : $"{fact.Name} -{fact.Before}";
    }

    /// <summary><c>12 rules and 3 tests name it: migrated to T1685</c>; empty when nothing names it.</summary>
    public static string Of(LinkEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (effect.Links == 0) return "";
        string[] named = [.. new[] { Count(effect.Rules, "rule"), Count(effect.Tests, "test"), Count(effect.Controls, "control") }.Where(text => text.Length > 0)];
        var verb = effect.Links == 1 ? "names" : "name";
        return $"{(named.Length > 1 ? string.Join(", ", named[..^1]) + " and " : "")}{named[^1]} {verb} it: {Outcome(effect.Reference)}";
    }

    /// <summary><c>migrated to T1685</c>.</summary>
    public static string Outcome(ResolvedReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Resolution switch
        {
            Resolution.Exact => "exact",
            Resolution.Migrated => $"migrated to {reference.Technique!.ExternalId}",
            Resolution.Retired => "retired",
            _ => "unresolved",
        };
    }

    private static IEnumerable<string> Parts(ChangeEntry entry)
    {
        var isNew = entry.What.HasFlag(Happened.New);
        if (!isNew && entry.What.HasFlag(Happened.Retagged)) yield return string.Join(' ', entry.TagsAdded.Select(id => "+" + id).Concat(entry.TagsRemoved.Select(id => "-" + id)));
        if (entry.IsUnreadable) yield return "its file is still there and can no longer be read: see the problems of its source";
        if (entry.TitleBefore.Length > 0) yield return $"was \"{entry.TitleBefore}\"";
        foreach (var fact in entry.Facts.Where(fact => entry.Replacements.Count == 0 || fact.Name is not ("see also" or "revoked by" or "replaced by"))) yield return Of(fact);
        if (entry.PathBefore.Length > 0 && entry.What.HasFlag(Happened.Moved)) yield return $"moved from {entry.PathBefore}";
        foreach (var next in entry.Replacements) yield return $"{next.Why} {next.ExternalId}{(next.Title.Length > 0 ? $" {next.Title}" : "")}";
        if (entry.Effect is { Links: > 0 } effect) yield return Of(effect);
    }

    private static string Count(int number, string what) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
