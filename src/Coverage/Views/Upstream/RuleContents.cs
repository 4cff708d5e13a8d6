using System.Runtime.CompilerServices;
using Coverage.Catalog;
using Coverage.Data.Sqlite;
using Coverage.Posture;

namespace Coverage.Views.Upstream;

/// <summary>A change of a rule's content that a change set tells of.</summary>
/// <param name="Change">The number of the change, as <c>/changes/{id}</c> shows it.</param>
/// <param name="Set">The number of the change set.</param>
/// <param name="At">When it came (UTC).</param>
/// <param name="Before">The content before: SHA-256.</param>
/// <param name="Now">The content after.</param>
public sealed record ContentChange(long Change, long Set, DateTime At, string Before, string Now);

/// <summary>Which contents rules have had, as the change sets tell, and the texts that are kept of them.</summary>
public sealed class RuleContents(SqliteDatabase database)
{
    private readonly ConditionalWeakTable<CoverageView, Lazy<ILookup<ItemKey, ContentChange>>> read = [];

    /// <summary>The changes of a rule's content, the oldest first. Read at a view's first question, and kept as long as the view is.</summary>
    public IEnumerable<ContentChange> Of(CoverageView view, ItemKey rule) => read.GetValue(view, _ => new Lazy<ILookup<ItemKey, ContentChange>>(Read, LazyThreadSafetyMode.PublicationOnly)).Value[rule];

    /// <summary>The changes that lead from a content to the one that is published now, the oldest first; none if no change set tells of that content.</summary>
    /// <param name="view">The catalogue.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="hash">The content to begin at.</param>
    public IReadOnlyList<ContentChange> Since(CoverageView view, ItemKey rule, string hash)
    {
        List<ContentChange> all = [.. Of(view, rule)];
        var first = all.FindLastIndex(change => UpstreamChange.Same(change.Before, hash));
        return first < 0 ? [] : all[first..];
    }

    /// <summary>A rule's text at a content; null where nothing keeps it: only facts were loaded then, or no change set tells of it.</summary>
    public string? Text(ItemKey rule, string hash)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT Text FROM Items WHERE Source = $source AND Kind = $kind AND ExternalId = $id AND Hash = $hash COLLATE NOCASE AND Text IS NOT NULL
            UNION ALL
            SELECT change.TextBefore FROM Changes AS change JOIN ChangeSets AS made ON made.Id = change.ChangeSetId
            WHERE made.Source = $source AND change.Kind = $kind AND change.ExternalId = $id AND change.HashBefore = $hash COLLATE NOCASE AND change.TextBefore IS NOT NULL
            LIMIT 1
            """;
        command.Parameters.AddWithValue("$source", rule.Source);
        command.Parameters.AddWithValue("$kind", (int)ItemKind.Rule);
        command.Parameters.AddWithValue("$id", rule.Id);
        command.Parameters.AddWithValue("$hash", hash);
        return command.ExecuteScalar() as string;
    }

    private ILookup<ItemKey, ContentChange> Read()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT made.Source, change.ExternalId, change.Id, made.Id, made.At, change.HashBefore, change.Hash FROM Changes AS change JOIN ChangeSets AS made ON made.Id = change.ChangeSetId
            WHERE change.Kind = $kind AND change.HashBefore <> '' AND change.Hash <> '' AND change.HashBefore <> change.Hash ORDER BY made.Id, change.Id
            """;
        command.Parameters.AddWithValue("$kind", (int)ItemKind.Rule);
        using var row = command.ExecuteReader();
        var changes = new List<(ItemKey Rule, ContentChange Change)>();
        while (row.Read()) changes.Add((new ItemKey(row.GetString(0), row.GetString(1)), new ContentChange(row.GetInt64(2), row.GetInt64(3), DateTime.SpecifyKind(row.GetDateTime(4), DateTimeKind.Utc), row.GetString(5), row.GetString(6))));
        return changes.ToLookup(change => change.Rule, change => change.Change);
    }
}
