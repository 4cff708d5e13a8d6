using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>What must hold of an input before anything is written; whatever does not is refused whole.</summary>
internal static class InputChecks
{
    /// <summary>The share of a source's items that an input may remove without being forced.</summary>
    public const double MostRemoved = 0.20;

    private const string Force = "Use --force to take it all the same.";

    /// <summary>Refuses an older release or an older input; says what could not be checked.</summary>
    /// <param name="input">The input.</param>
    /// <param name="stated">What the imports of the source stated last. What is loaded may state nothing: then that is the age it has at least.</param>
    /// <param name="force">Whether to take it all the same.</param>
    public static string Age(PreparedInput input, (string Version, DateTime? Date) stated, bool force)
    {
        if (input.Before is not { } before) return "";
        var version = input.Reading!.Version;
        if (input.Kind is SourceKind.Attack or SourceKind.D3fend && Order(version, stated.Version) is { } order)
        {
            if (order < 0 && !force) throw new InputHeldException($"{input.Source}: the input is {Noun(input.Kind)} {version}, older than {stated.Version}, {Loaded(before.Version == stated.Version)}.", Force);
            return "";
        }

        if (input.Kind == SourceKind.Attack) return "The release is unknown, so its age was not checked.";
        if (input.Date is null || stated.Date is null)
        {
            return input.Date is null ? "The date of the input is unknown, so its age was not checked." : "The date of what was loaded before is unknown, so the input's age was not checked.";
        }

        if (input.Date < stated.Date && !force)
        {
            throw new InputHeldException($"{input.Source}: the input is of {Day(input.Date)}, older than that of {Day(stated.Date)}, {Loaded(before.Date == stated.Date)}.", Force);
        }

        return "";
    }

    /// <summary>Refuses an input of which a file could not be read, where all of them make one whole.</summary>
    /// <param name="input">The input.</param>
    /// <param name="files">Reads the files of what is loaded.</param>
    public static void Whole(PreparedInput input, Func<IEnumerable<string>> files)
    {
        if (KnownSources.Of(input.Kind).FilesAreIndependent || files().FirstOrDefault(path => input.Reading!.IsUnread(path)) is not { } unread) return;
        throw new SourceRefusedException($"{input.Origin}: {unread} cannot be read, and the files of {Noun(input.Kind)} make one whole. Give this account the right to read it. Nothing has changed.");
    }

    /// <summary>Refuses an input that has nothing of its kind in it.</summary>
    public static void Usable(PreparedInput input, int kept)
    {
        var reading = input.Reading!;
        if (kept > 0 || reading.Items.Any(item => Guarded(item.Kind))) return;
        var first = reading.Diagnostics.OrderBy(problem => problem.Path, StringComparer.Ordinal).FirstOrDefault();
        throw new SourceRefusedException($"{input.Origin}: there is nothing of {Noun(input.Kind)} in it{(first is null ? "" : $"; the first problem is {first.Path}: {first.Message}")} Nothing has changed.");
    }

    /// <summary>Refuses an input that would remove more than <see cref="MostRemoved"/> of a kind.</summary>
    public static void Removal(PreparedInput input, ItemKind kind, int before, int removed, IReadOnlyList<RemovedItem> going, bool force)
    {
        if (force || !Guarded(kind) || input.Before is null or { Seeded: true } || removed <= before * MostRemoved) return;
        throw new InputHeldException(string.Create(CultureInfo.InvariantCulture, $"{input.Source}: the input would remove {removed} of {before} {Plural(kind)}, more than {MostRemoved:P0}."), Force) { Removed = going };
    }

    /// <summary>How two releases stand to each other (19.1 and 18.1, 2025-08-25 and 2024-12-20); null where that cannot be told.</summary>
    private static int? Order(string version, string other)
    {
        if (Version.TryParse(version, out var number) && Version.TryParse(other, out var otherNumber)) return number.CompareTo(otherNumber);
        return Released(version) is { } day && Released(other) is { } otherDay ? day.CompareTo(otherDay) : null;
    }

    private static DateOnly? Released(string version) => DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Loaded(bool still) => still ? "which is loaded" : "which was loaded before; the age of what is loaded now is unknown";

    private static bool Guarded(ItemKind kind) => kind is ItemKind.Technique or ItemKind.Rule or ItemKind.Test or ItemKind.DefensiveTechnique;

    private static string Plural(ItemKind kind) => kind switch
    {
        ItemKind.Technique => "techniques",
        ItemKind.Rule => "rules",
        ItemKind.Test => "tests",
        _ => "defensive techniques",
    };

    private static string Noun(SourceKind kind) => kind switch
    {
        SourceKind.Attack => "ATT&CK",
        SourceKind.D3fend => "D3FEND",
        SourceKind.Sigma => "Sigma",
        _ => "Atomic Red Team",
    };

    private static string Day(DateTime? date) => date?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
