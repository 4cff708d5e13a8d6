using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Views;

/// <summary>What the imports did, newest first. Read from the database when shown: it grows without bound, and few look at it.</summary>
public sealed class ChangeHistory(SqliteDatabase database)
{
    /// <summary>The last change sets, of one source or of all.</summary>
    public IReadOnlyList<ChangeSetRow> Latest(string? source = null, int most = 20)
    {
        using var model = database.Model();
        return [.. model.ChangeSets.AsNoTracking().Where(set => source == null || set.Source == source).OrderByDescending(set => set.Id).Take(most)];
    }

    /// <summary>One change set, or null.</summary>
    public ChangeSetRow? Find(long id)
    {
        using var model = database.Model();
        return model.ChangeSets.AsNoTracking().FirstOrDefault(set => set.Id == id);
    }

    /// <summary>The items of a change set by kind and title; none for a source's first content, which is told by figures alone.</summary>
    public IReadOnlyList<ChangeRow> Items(long changeSet, int skip, int most)
    {
        using var model = database.Model();
        return [.. model.Changes.AsNoTracking().Where(change => change.ChangeSetId == changeSet).OrderBy(change => change.Change).ThenBy(change => change.Kind).ThenBy(change => change.Title).ThenBy(change => change.Id).Skip(skip).Take(most)];
    }

    /// <summary>How many items a change set lists.</summary>
    public int Count(long changeSet)
    {
        using var model = database.Model();
        return model.Changes.Count(change => change.ChangeSetId == changeSet);
    }
}
