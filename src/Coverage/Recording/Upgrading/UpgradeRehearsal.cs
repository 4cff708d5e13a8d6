using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Microsoft.Data.Sqlite;

namespace Coverage.Recording.Upgrading;

/// <summary>What a release of ATT&amp;CK would do.</summary>
/// <param name="Plan">What would become of the entries that name techniques.</param>
/// <param name="Before">The scores over the loaded release.</param>
/// <param name="After">The scores over the other one, with what can be carried carried along.</param>
/// <param name="Techniques">The techniques to which something of <see cref="AttackUpgrade.Told"/> happens, as the inbox tells it.</param>
public sealed record RehearsedUpgrade(UpgradePlan Plan, PostureView Before, PostureView After, IReadOnlyList<ChangeEntry> Techniques)
{
    /// <summary>
    /// Techniques whose Coverage moves only because the map does: by identifier, before and after; null where it is not scored.
    /// One that is new and has nothing moves nothing.
    /// </summary>
    public IReadOnlyList<(string Technique, double? Before, double? After)> Moved
    {
        get
        {
            var (before, after) = (SnapshotContent.ScoresOf(Before), SnapshotContent.ScoresOf(After));
            return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Select(id => (id, Score(before, id), Score(after, id)))
                .Where(move => Math.Abs((move.Item2 ?? -1) - (move.Item3 ?? -1)) > 1e-9 && (move.Item2 is not null || move.Item3 > 0))];
        }
    }

    private static double? Score(Dictionary<string, SnapshotScore> scores, string id) => scores.GetValueOrDefault(id)?.Coverage;
}

/// <summary>Imports a release into a copy of the database, looks at what became of the posture there, and throws the copy away.</summary>
public sealed class UpgradeRehearsal(SqliteDatabase database, TimeProvider time)
{
    /// <summary>Rehearses an import; the database is read and not changed.</summary>
    /// <param name="who">The person.</param>
    /// <param name="input">The release, as the import reads it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="progress">Hears how far the import into the copy is; null for nobody.</param>
    /// <exception cref="SourceRefusedException">The input is refused.</exception>
    /// <exception cref="NotAllowedException">The person may not import.</exception>
    public RehearsedUpgrade Run(Person who, Func<SourceTree> input, CancellationToken cancellationToken, IProgress<ImportProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Import.Needs) throw new NotAllowedException(who, Mutations.Import);
        foreach (var left in Directory.GetDirectories(database.Folder, "rehearsal-*").Where(left => Directory.GetCreationTimeUtc(left) < DateTime.UtcNow.AddHours(-1))) Directory.Delete(left, recursive: true);
        var folder = Path.Combine(database.Folder, $"rehearsal-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            // Both ends are of the copy: what others record meanwhile is none of the release's doing.
            var copy = Copy(folder);
            var before = new PostureViews(copy, new CoverageViews(copy), time).Current;
            var imported = new ImportRunner(copy, new Ledger(copy, time)).Run(new ImportRequest { Inputs = [input], Kind = SourceKind.Attack, Force = true }, who, progress, cancellationToken);
            var after = new PostureViews(copy, new CoverageViews(copy), time).Current;
            var plan = AttackUpgrades.Of(after);
            var carried = after with { Table = after.Table.Apply(plan.Edits) };
            var techniques = Techniques(new ChangeLog(copy).Of(after.Catalogue), imported);
            using (var connection = copy.Open()) SqliteConnection.ClearPool(connection);
            return new RehearsedUpgrade(plan, before, carried, techniques);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<ChangeEntry> Techniques(Inbox inbox, IReadOnlyList<ImportedSource> imported)
    {
        var sets = imported.Select(source => source.Change.Id).ToHashSet();
        return [.. inbox.Entries.Where(entry => sets.Contains(entry.Set.Id) && entry.Kind == ItemKind.Technique && AttackUpgrade.Told.Any(what => entry.What.HasFlag(what))).OrderBy(entry => entry.ExternalId, StringComparer.Ordinal)];
    }

    private SqliteDatabase Copy(string folder)
    {
        var copy = new SqliteDatabase(folder);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", copy.File);
        command.ExecuteNonQuery();
        copy.Prepare();
        return copy;
    }
}
