using System.Globalization;
using Coverage.Catalog;

namespace Coverage.Views.Changes;

/// <summary>From where on changes are wanted: after a change set, from a day on, or both; the default is all of them.</summary>
/// <param name="Set">Only later change sets than this one.</param>
/// <param name="From">Only from this time on (UTC), or null.</param>
public readonly record struct InboxSince(long Set, DateTime? From)
{
    /// <summary>Days that are shown to who has no mark of their own.</summary>
    public const int UsualDays = 30;

    /// <summary>Everything.</summary>
    public static InboxSince All => default;

    /// <summary>The last 30 days.</summary>
    public static InboxSince Usual(DateTime now) => new(0, now.Date.AddDays(-UsualDays));

    /// <summary>Reads <c>2026-08-05</c>, a change set's number or <c>all</c>; null when it is none of these.</summary>
    public static InboxSince? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return All;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var set)) return new InboxSince(set, null);
        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? new InboxSince(0, day) : null;
    }

    internal bool Has(InboxSet set) => set.Id > Set && (From is null || set.At >= From);
}

/// <summary>Which entries are wanted; what is empty or null asks for nothing.</summary>
public sealed record InboxFilter
{
    /// <summary>What the part <c>deployed</c> of a filter takes.</summary>
    public const string Here = "here";

    /// <summary>From where on.</summary>
    public InboxSince Since { get; init; }

    /// <summary>What happened. What was only published anew is left out unless this asks for it.</summary>
    public Happened? What { get; init; }

    /// <summary>The source.</summary>
    public string Source { get; init; } = "";

    /// <summary>What it is.</summary>
    public ItemKind? Kind { get; init; }

    /// <summary>Sigma's level.</summary>
    public string Level { get; init; } = "";

    /// <summary>The platform, in ATT&amp;CK's words and any case.</summary>
    public string Platform { get; init; } = "";

    /// <summary>A group of ATT&amp;CK, by its identifier: only what concerns a technique that it uses.</summary>
    public string Group { get; init; } = "";

    /// <summary>A technique, current or as written.</summary>
    public string Technique { get; init; } = "";

    /// <summary>Only rules that the organisation has deployed.</summary>
    public bool Deployed { get; init; }

    /// <summary>Words that all have to occur in title, identifier, path or techniques.</summary>
    public string Text { get; init; } = "";
}

/// <summary>How entries are grouped.</summary>
public enum InboxGrouping
{
    /// <summary>By day and change set.</summary>
    Day,

    /// <summary>By source.</summary>
    Source,

    /// <summary>By technique; what concerns several is in several groups.</summary>
    Technique,
}
