namespace Coverage.Data;

/// <summary>What an entry of the posture is known by, for good.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Environment">The environment's key; empty for what is of none.</param>
/// <param name="Key">Its key within its kind and environment.</param>
public readonly record struct EntryKey(EntryKind Kind, string Environment, string Key)
{
    /// <summary>An entry of no environment.</summary>
    public EntryKey(EntryKind kind, string key)
        : this(kind, "", key)
    {
    }
}
