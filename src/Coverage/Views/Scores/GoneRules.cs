using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Views.Scores;

/// <summary>
/// Rules that are gone upstream and that the organisation still runs: a sync never changes the posture, so they go on
/// counting by what the change set that removed them kept of them.
/// </summary>
internal static class GoneRules
{
    /// <summary>Those of a posture, not <see cref="DetectionRule.Counted"/>, with the links that they had.</summary>
    public static (IReadOnlyList<DetectionRule> Rules, IReadOnlyList<CatalogLink> Links) Of(SqliteDatabase database, CoverageView view, OrganisationPosture posture)
    {
        var known = view.Rules.Select(rule => new ItemKey(rule.Source, rule.ExternalId)).ToHashSet();
        var missing = posture.Environments.Values.SelectMany(environment => environment.Deployments.Keys).Where(key => !key.IsOwn && !known.Contains(key)).Distinct().ToList();
        if (missing.Count == 0) return ([], []);
        var resolver = new TechniqueResolver([.. view.Items.OfType<Technique>()]);
        List<DetectionRule> rules = [.. missing.Select(key => Read(database, key)).OfType<DetectionRule>()];
        return (rules, [.. rules.SelectMany(rule => rule.Techniques.Select(written => new CatalogLink(resolver.Resolve(written), rule, LinkOrigin.Tag)))]);
    }

    private static DetectionRule? Read(SqliteDatabase database, ItemKey key)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT change.FactsBefore, change.Title, change.PathBefore, change.Path, change.HashBefore FROM Changes AS change JOIN ChangeSets AS made ON made.Id = change.ChangeSetId
            WHERE made.Source = $source AND change.Kind = $kind AND change.ExternalId = $id AND change.FactsBefore IS NOT NULL ORDER BY change.Id DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$source", key.Source);
        command.Parameters.AddWithValue("$kind", (int)ItemKind.Rule);
        command.Parameters.AddWithValue("$id", key.Id);
        using var row = command.ExecuteReader();
        if (!row.Read() || CatalogJson.Read(ItemKind.Rule, row.GetString(0)) is not DetectionRule rule) return null;
        (rule.Source, rule.ExternalId, rule.Title, rule.Hash) = (key.Source, key.Id, row.GetString(1), row.GetString(4));
        rule.Path = row.GetString(2) is { Length: > 0 } before ? before : row.GetString(3);
        rule.Counted = false;
        return rule;
    }
}
