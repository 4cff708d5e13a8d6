namespace Coverage.Views.Changes;

/// <summary>What happened to an item, as a person would say it. Several may hold; the later ones are told first where one has to stand for all.</summary>
[Flags]
public enum Happened
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Published anew with nothing different in what is read here: neither facts nor text.</summary>
    Republished = 1,

    /// <summary>Its file lies elsewhere.</summary>
    Moved = 2,

    /// <summary>Its text or its facts differ.</summary>
    Changed = 4,

    /// <summary>It was not there before.</summary>
    New = 8,

    /// <summary>It has another name.</summary>
    Renamed = 16,

    /// <summary>ATT&amp;CK lists it under other tactics.</summary>
    Tactics = 32,

    /// <summary>It names other techniques.</summary>
    Retagged = 64,

    /// <summary>It is gone.</summary>
    Removed = 128,

    /// <summary>Its publisher advises against it, or no longer maintains it.</summary>
    Deprecated = 256,

    /// <summary>ATT&amp;CK replaced or withdrew it.</summary>
    Revoked = 512,
}

/// <summary>The words for what happened, and their order.</summary>
public static class Happenings
{
    /// <summary>Each by itself, the gravest first.</summary>
    public static IReadOnlyList<Happened> All { get; } = [.. Enum.GetValues<Happened>().Where(one => one != Happened.None).OrderDescending()];

    /// <summary>The single ones that hold, the gravest first.</summary>
    public static IEnumerable<Happened> Each(this Happened what) => All.Where(one => what.HasFlag(one));

    /// <summary>The gravest of those that hold.</summary>
    public static Happened First(this Happened what) => All.FirstOrDefault(one => what.HasFlag(one));

    /// <summary>The word of one: <c>retagged</c>. The same in URLs, exports and on pages.</summary>
    public static string Word(this Happened one) => one switch
    {
        Happened.Republished => "republished",
        Happened.Moved => "moved",
        Happened.Changed => "changed",
        Happened.New => "new",
        Happened.Renamed => "renamed",
        Happened.Tactics => "tactics",
        Happened.Retagged => "retagged",
        Happened.Removed => "removed",
        Happened.Deprecated => "deprecated",
        Happened.Revoked => "revoked",
        _ => "",
    };

    /// <summary>The words of all that hold, with a comma between them.</summary>
    public static string Words(this Happened what) => string.Join(", ", what.Each().Select(Word));

    /// <summary>The one of a word, or null.</summary>
    public static Happened? Parse(string? word) => All.Cast<Happened?>().FirstOrDefault(one => string.Equals(one!.Value.Word(), word?.Trim(), StringComparison.OrdinalIgnoreCase));
}
