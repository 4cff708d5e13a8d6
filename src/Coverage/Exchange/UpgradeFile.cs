using Coverage.Recording.Upgrading;
using static Coverage.Exchange.RowFile;

namespace Coverage.Exchange;

/// <summary>What a release of ATT&amp;CK does to entries that name techniques, as CSV and JSON; the columns are a contract.</summary>
public static class UpgradeFile
{
    /// <summary>Entries, and what becomes of each.</summary>
    public static RowFile<UpgradedEntry> Entries { get; } = new(
        new("technique", entry => entry.Named.Technique), new("entry", entry => entry.Named.Says), new("kind", entry => entry.Named.Entry.Kind.ToString()), new("environment", entry => entry.Named.Entry.Environment), new("key", entry => entry.Named.Entry.Key),
        new("outcome", entry => entry.Outcome.ToString().ToLowerInvariant()), new("why", entry => entry.Why), new("successors", entry => Several(entry.Successors.Select(technique => technique.ExternalId))));
}
