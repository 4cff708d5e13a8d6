using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Microsoft.Data.Sqlite;

namespace Coverage.Sync;

/// <summary>Applies what was read to what is stored, inside one transaction, and says what changed.</summary>
internal sealed class ChangeWriter(WriteScope scope, PreparedInput input, bool force) : IDisposable
{
    private static readonly string[] ItemColumns = ["$title", "$path", "$hash", "$facts", "$text"];
    private static readonly string[] ChangeColumns = ["$id", "$title", "$path", "$before", "$hashBefore", "$hash", "$titleBefore", "$facts", "$text"];

    private readonly List<Diagnostic> problems = [.. input.Reading?.Diagnostics ?? []];
    private readonly HashSet<string> recheck = new(input.Recheck, StringComparer.Ordinal);
    private readonly List<ChangeRow> changes = [];
    private ChangeSetRow set = null!;
    private StoredItems? stored;

    private StoredItems Stored => stored ??= new StoredItems(scope, input.Source, input.Reading!, FilesBefore);

    /// <summary>The files of the last import. Of what the input was held against they are at hand: since then nothing was imported, or this would not be applied.</summary>
    private IEnumerable<string> FilesBefore => input.Known.Count > 0
        ? input.Known.Keys.Concat(StoredSources.ToBeReadAgain(scope.Connection, input.Source, scope.Transaction))
        : StoredSources.Paths(scope.Connection, input.Source, scope.Transaction);

    /// <summary>Applies the input.</summary>
    /// <exception cref="SourceRefusedException">A check does not hold; the transaction has to be given up.</exception>
    public ImportedSource Apply()
    {
        set = new ChangeSetRow { Source = input.Source, At = scope.Now, Who = scope.Who.Name, Origin = input.Carrier.Length > 0 ? $"{input.Carrier}, from {input.Origin}" : input.Origin, VersionBefore = input.Before?.Version ?? "" };
        if (input.Reading is null) return Unchanged();

        (set.Version, set.Date, set.Commit) = (input.Reading.Version, input.Date, input.Commit);
        set.Notes = InputChecks.Age(input, StoredSources.LastStated(scope.Connection, input.Source, scope.Transaction), force);
        InputChecks.Whole(input, () => FilesBefore);
        InputChecks.Usable(input, Stored.Kept);
        problems.AddRange(StoredProblems(input.Reading.KeptPaths.Contains));
        var first = Stored.Count == 0;
        Write(Distinct());
        Remove();
        WriteFiles();
        WriteProblems();
        WriteSource();
        WriteSet(first ? [] : changes);
        return new ImportedSource(set, problems) { Items = ChangedItems.Of(changes) };
    }

    /// <inheritdoc/>
    public void Dispose() => stored?.Dispose();

    private ImportedSource Unchanged()
    {
        var before = input.Before!;
        (set.Version, set.Date, set.Commit) = (before.Version, before.Date, before.Commit);
        using var count = scope.Command("SELECT count(*) FROM Items WHERE Source = $source");
        count.Parameters.AddWithValue("$source", input.Source);
        set.Unchanged = (int)(long)count.ExecuteScalar()!;
        using var check = scope.Command("UPDATE Sources SET CheckedAt = $now WHERE Name = $source");
        check.Parameters.AddWithValue("$now", scope.Now);
        check.Parameters.AddWithValue("$source", input.Source);
        check.ExecuteNonQuery();
        set.Notes = "The same input as before.";
        problems.AddRange(StoredProblems(_ => true));
        set.Problems = problems.Count;
        WriteSet([]);
        return new ImportedSource(set, problems);
    }

    /// <summary>The items that were read, one for each identity: the first by path, which has to hold against kept files as well.</summary>
    private IEnumerable<CatalogItem> Distinct()
    {
        foreach (var group in input.Reading!.Items.GroupBy(item => (item.Kind, item.ExternalId)))
        {
            var order = group.OrderBy(item => item.Path, StringComparer.Ordinal).ToList();
            var keptPath = Stored.Find(group.Key.Kind, group.Key.ExternalId) is { Met: true } kept ? kept.Path : null;
            var winner = keptPath is not null && string.CompareOrdinal(keptPath, order[0].Path) < 0 ? null : order[0];
            foreach (var loser in order.Where(item => item != winner)) Twice(loser.Kind, loser.ExternalId, loser.Path, winner?.Path ?? keptPath!);
            if (winner is null) continue;
            if (keptPath is not null && keptPath != winner.Path) Twice(winner.Kind, winner.ExternalId, keptPath, winner.Path);
            yield return winner;
        }
    }

    private void Twice(ItemKind kind, string id, string path, string first)
    {
        recheck.Add(path);
        problems.Add(new Diagnostic(path, 0, $"The {(kind == ItemKind.Test ? "GUID" : "id")} {id} is used a second time; {(first == path ? "the first one in the file" : first)} has it.", "Give it an id of its own; until then the first one by path is used."));
    }

    private void Write(IEnumerable<CatalogItem> items)
    {
        using var insert = scope.Command("INSERT INTO Items(Source, Kind, ExternalId, Title, Path, Hash, Facts, Text) VALUES ($source, $kind, $id, $title, $path, $hash, $facts, $text)");
        using var update = scope.Command("UPDATE Items SET Title = $title, Path = $path, Hash = $hash, Facts = $facts, Text = coalesce($text, CASE WHEN Hash = $hash THEN Text END) WHERE Id = $row");
        insert.Parameters.AddWithValue("$source", input.Source);
        var (kind, id) = (insert.Parameters.Add("$kind", SqliteType.Integer), insert.Parameters.Add("$id", SqliteType.Text));
        var (insertColumns, updateColumns) = (Columns(insert), Columns(update));
        var row = update.Parameters.Add("$row", SqliteType.Integer);
        foreach (var item in items)
        {
            var facts = CatalogJson.Write(item);
            if (Stored.Find(item.Kind, item.ExternalId) is not { } before)
            {
                (kind.Value, id.Value) = ((int)item.Kind, item.ExternalId);
                Execute(insert, insertColumns, item, facts);
                set.Added++;
                Note(ItemChange.Added, item, null);
                continue;
            }

            before.Met = true;
            if (Compare(item, before, facts))
            {
                row.Value = before.Id;
                Execute(update, updateColumns, item, facts);
            }
        }
    }

    /// <summary>Counts what differs; whether anything does.</summary>
    private bool Compare(CatalogItem item, StoredItem before, string facts)
    {
        var changed = item.Hash != before.Hash;
        var moved = item.Path != before.Path;
        var filled = !changed && !before.HasText && item.Text is not null;
        var relinked = !changed && !moved && (item.Title != before.Title || facts != Stored.ContentOf(before).Facts);
        if (changed) set.Changed++;
        if (moved) set.Moved++;
        if (filled) set.Filled++;
        if (relinked) set.Relinked++;
        if (changed || moved) Note((changed ? ItemChange.Changed : 0) | (moved ? ItemChange.Moved : 0), item, before);
        return changed || moved || filled || relinked;
    }

    private void Note(ItemChange change, CatalogItem item, StoredItem? before)
    {
        var (facts, text) = before is not null && change.HasFlag(ItemChange.Changed) ? Stored.ContentOf(before) : (null, null);
        changes.Add(new ChangeRow
        {
            FactsBefore = facts,
            TextBefore = text,
            Change = change,
            Kind = item.Kind,
            ExternalId = item.ExternalId,
            Title = item.Title,
            TitleBefore = before is null || before.Title == item.Title ? "" : before.Title,
            Path = item.Path,
            PathBefore = before?.Path ?? "",
            HashBefore = before?.Hash ?? "",
            Hash = item.Hash,
        });
    }

    private void Remove()
    {
        var gone = Stored.Gone.ToList();
        var bad = input.Reading!.Diagnostics.Select(problem => problem.Path).ToHashSet(StringComparer.Ordinal);
        var going = gone.ConvertAll(item => new RemovedItem(item.Kind, item.Id, item.Item.Title, item.Item.Path));
        foreach (var kind in going.GroupBy(item => item.Kind))
        {
            InputChecks.Removal(input, kind.Key, Stored.CountOf(kind.Key), kind.Count(), going, force);
        }

        using var delete = scope.Command("DELETE FROM Items WHERE Id = $row");
        var row = delete.Parameters.Add("$row", SqliteType.Integer);
        foreach (var (kind, id, item) in gone)
        {
            var (facts, text) = Stored.ContentOf(item);
            row.Value = item.Id;
            delete.ExecuteNonQuery();
            changes.Add(new ChangeRow { Change = ItemChange.Removed | (bad.Contains(item.Path) ? ItemChange.Unreadable : 0), Kind = kind, ExternalId = id, Title = item.Title, Path = item.Path, PathBefore = item.Path, HashBefore = item.Hash, FactsBefore = facts, TextBefore = text });
        }

        set.Removed = gone.Count;
        set.Unchanged = Stored.Count - gone.Count - changes.Count(change => (change.Change & (ItemChange.Changed | ItemChange.Moved)) != 0);
    }

    private void WriteFiles()
    {
        using var delete = scope.Command("DELETE FROM Files WHERE Source = $source AND Path = $path");
        delete.Parameters.AddWithValue("$source", input.Source);
        var gone = delete.Parameters.Add("$path", SqliteType.Text);
        using var unread = scope.Command("UPDATE Files SET Recheck = 1 WHERE Source = $source AND Path = $path");
        unread.Parameters.AddWithValue("$source", input.Source);
        var later = unread.Parameters.Add("$path", SqliteType.Text);
        foreach (var path in FilesBefore.Where(path => !input.Files.ContainsKey(path)))
        {
            var isUnread = input.Reading!.IsUnread(path);
            (isUnread ? later : gone).Value = path;
            (isUnread ? unread : delete).ExecuteNonQuery();
        }

        using var insert = scope.Command("INSERT OR REPLACE INTO Files(Source, Path, BlobHash, Recheck) VALUES ($source, $path, $hash, $recheck)");
        insert.Parameters.AddWithValue("$source", input.Source);
        var (name, hash, again) = (insert.Parameters.Add("$path", SqliteType.Text), insert.Parameters.Add("$hash", SqliteType.Text), insert.Parameters.Add("$recheck", SqliteType.Integer));
        foreach (var file in input.Files.Values.Where(file => !file.Kept || recheck.Contains(file.Path)))
        {
            (name.Value, hash.Value, again.Value) = (file.Path, file.BlobHash, recheck.Contains(file.Path) ? 1 : 0);
            insert.ExecuteNonQuery();
        }
    }

    private List<Diagnostic> StoredProblems(Predicate<string> path)
    {
        using var command = scope.Command("SELECT Path, Line, Message, Advice FROM Diagnostics WHERE Source = $source ORDER BY Id");
        command.Parameters.AddWithValue("$source", input.Source);
        using var reader = command.ExecuteReader();
        var found = new List<Diagnostic>();
        while (reader.Read())
        {
            if (path(reader.GetString(0))) found.Add(new Diagnostic(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3)));
        }

        return found;
    }

    private void WriteProblems()
    {
        problems.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path) is not 0 and var order ? order : a.Line.CompareTo(b.Line));
        set.Problems = problems.Count;
        using var delete = scope.Command("DELETE FROM Diagnostics WHERE Source = $source");
        delete.Parameters.AddWithValue("$source", input.Source);
        delete.ExecuteNonQuery();
        using var insert = scope.Command("INSERT INTO Diagnostics(Source, Path, Line, Message, Advice) VALUES ($source, $path, $line, $message, $advice)");
        insert.Parameters.AddWithValue("$source", input.Source);
        var (path, line) = (insert.Parameters.Add("$path", SqliteType.Text), insert.Parameters.Add("$line", SqliteType.Integer));
        var (message, advice) = (insert.Parameters.Add("$message", SqliteType.Text), insert.Parameters.Add("$advice", SqliteType.Text));
        foreach (var problem in problems)
        {
            (path.Value, line.Value, message.Value, advice.Value) = (problem.Path, problem.Line, problem.Message, problem.Advice);
            insert.ExecuteNonQuery();
        }
    }

    private void WriteSource()
    {
        var seeding = input.Reading!.Seeded;
        using var write = scope.Command("""
            INSERT INTO Sources(Name, Kind, Domain, Seeded, Origin, Repository, "Commit", Version, Date, Fingerprint, ImportedAt, CheckedAt, Revision)
            VALUES ($name, $kind, $domain, $seeded, $origin, $repository, $commit, $version, $date, $fingerprint, $now, $now, 1)
            ON CONFLICT(Name) DO UPDATE SET Domain = $domain, Seeded = $seeded, Origin = $origin, Repository = $repository, "Commit" = $commit, Version = $version,
                Date = $date, Fingerprint = $fingerprint, ImportedAt = CASE WHEN $any THEN $now ELSE ImportedAt END, CheckedAt = $now, Revision = Revision + 1
            """);
        write.Parameters.AddWithValue("$name", input.Source);
        write.Parameters.AddWithValue("$kind", (int)input.Kind);
        write.Parameters.AddWithValue("$domain", input.Reading.Domain is { } domain ? (int)domain : DBNull.Value);
        write.Parameters.AddWithValue("$seeded", seeding);
        write.Parameters.AddWithValue("$origin", input.Origin);
        write.Parameters.AddWithValue("$repository", input.Repository);
        write.Parameters.AddWithValue("$commit", input.Commit);
        write.Parameters.AddWithValue("$version", input.Reading.Version);
        write.Parameters.AddWithValue("$date", input.Date is { } date ? date : DBNull.Value);
        write.Parameters.AddWithValue("$fingerprint", input.Fingerprint);
        write.Parameters.AddWithValue("$now", scope.Now);
        write.Parameters.AddWithValue("$any", set.Added + set.Changed + set.Removed + set.Moved + set.Filled + set.Relinked > 0);
        write.ExecuteNonQuery();
    }

    private void WriteSet(IReadOnlyList<ChangeRow> rows)
    {
        using var insert = scope.Command("""
            INSERT INTO ChangeSets(Source, At, Who, Origin, VersionBefore, Version, Date, "Commit", Added, Changed, Removed, Moved, Filled, Relinked, Unchanged, Problems, Notes)
            VALUES ($source, $at, $who, $origin, $before, $version, $date, $commit, $added, $changed, $removed, $moved, $filled, $relinked, $unchanged, $problems, $notes)
            RETURNING Id
            """);
        foreach (var (name, value) in new (string, object?)[]
        {
            ("$source", set.Source), ("$at", set.At), ("$who", set.Who), ("$origin", set.Origin), ("$before", set.VersionBefore), ("$version", set.Version),
            ("$date", set.Date), ("$commit", set.Commit), ("$added", set.Added), ("$changed", set.Changed), ("$removed", set.Removed), ("$moved", set.Moved),
            ("$filled", set.Filled), ("$relinked", set.Relinked), ("$unchanged", set.Unchanged), ("$problems", set.Problems), ("$notes", set.Notes),
        })
        {
            insert.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        set.Id = (long)insert.ExecuteScalar()!;
        WriteChanges(rows);
        scope.Audit(input.Source, $"{set.Added} added, {set.Changed} changed, {set.Removed} removed, {set.Moved} moved, {set.Filled} filled; from {set.Origin}");
    }

    private void WriteChanges(IReadOnlyList<ChangeRow> rows)
    {
        using var insert = scope.Command("INSERT INTO Changes(ChangeSetId, Change, Kind, ExternalId, Title, Path, PathBefore, HashBefore, Hash, TitleBefore, FactsBefore, TextBefore) VALUES ($set, $change, $kind, $id, $title, $path, $before, $hashBefore, $hash, $titleBefore, $facts, $text)");
        insert.Parameters.AddWithValue("$set", set.Id);
        var numbers = (Change: insert.Parameters.Add("$change", SqliteType.Integer), Kind: insert.Parameters.Add("$kind", SqliteType.Integer));
        var texts = ChangeColumns.Select(name => insert.Parameters.Add(name, SqliteType.Text)).ToArray();
        foreach (var row in rows)
        {
            (numbers.Change.Value, numbers.Kind.Value) = ((int)row.Change, (int)row.Kind);
            var values = new[] { row.ExternalId, row.Title, row.Path, row.PathBefore, row.HashBefore, row.Hash, row.TitleBefore, row.FactsBefore, row.TextBefore };
            for (var i = 0; i < values.Length; i++) texts[i].Value = (object?)values[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
    }

    private static SqliteParameter[] Columns(SqliteCommand command)
    {
        return [.. ItemColumns.Select(name => command.Parameters.Add(name, SqliteType.Text))];
    }

    private static void Execute(SqliteCommand command, SqliteParameter[] columns, CatalogItem item, string facts)
    {
        (columns[0].Value, columns[1].Value, columns[2].Value, columns[3].Value) = (item.Title, item.Path, item.Hash, facts);
        columns[4].Value = (object?)item.Text ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
