using System.Globalization;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources.GitHub;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync;

/// <summary>How the sources are set up: the ready-made ones, and those that administrators add.</summary>
public sealed class SourceSettings(SqliteDatabase database, Ledger ledger, Secrets secrets)
{
    /// <summary>Who the audit log names for setting up the ready-made sources.</summary>
    private static readonly Person Installer = new("set-up", Role.Admin);

    /// <summary>Sets up the ready-made sources, once; whatever becomes of them is the administrator's.</summary>
    public void Settle()
    {
        if (IsSettled()) return;
        ledger.Write(Installer, Mutations.EditSource, scope =>
        {
            using var settle = scope.Command("UPDATE Generation SET SourcesSettled = 1 WHERE SourcesSettled = 0");
            var mine = settle.ExecuteNonQuery() == 1;
            foreach (var row in mine ? ReadyMade(scope.Now) : []) StoredSyncs.Add(scope.Connection, scope.Transaction, row);
            scope.Audit("ready-made sources", mine ? "set up" : "another process did it");
            return mine;
        });
    }

    /// <summary>The sources as they are set up, by name; the ready-made ones first, in their order.</summary>
    public IReadOnlyList<SourceSettingsRow> All()
    {
        using var connection = database.Open();
        var order = DefaultSources.Names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        return [.. StoredSyncs.Settings(connection).OrderBy(row => order.GetValueOrDefault(row.Name, int.MaxValue)).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    /// <summary>One source, or null.</summary>
    public SourceSettingsRow? Find(string name)
    {
        using var connection = database.Open();
        return StoredSyncs.Settings(connection, name).FirstOrDefault();
    }

    /// <summary>Sets up a source.</summary>
    /// <exception cref="ImportUsageException">It cannot be set up so, or there is one of that name.</exception>
    public void Add(SourceSettingsRow settings, GitHubCredential credential, Person who)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SourceSettingsCheck.MustBeRight(settings);
        SourceSettingsCheck.MustTake(settings, credential);
        ledger.Write(who, Mutations.EditSource, scope =>
        {
            if (scope.Model.SourceSettings.Any(row => row.Name == settings.Name)) throw new ImportUsageException($"There is a source '{settings.Name}' already. Choose another name, or edit that one.");
            if (scope.Model.Sources.FirstOrDefault(row => row.Name == settings.Name) is { } holds && holds.Kind != settings.Kind) throw new ImportUsageException($"'{settings.Name}' holds {holds.Kind} already. Choose another name.");
            secrets.Store(settings, credential);
            (settings.CreatedAt, settings.Revision) = (scope.Now, 1);
            scope.Model.SourceSettings.Add(settings);
            scope.Audit(settings.Name, $"added: {SourceSettingsCheck.Words(settings)}");
            return true;
        });
    }

    /// <summary>Changes how a source is set up.</summary>
    /// <param name="settings">All of it, with the revision that the editor saw.</param>
    /// <param name="credential">A new credential, or null to keep the one that is stored.</param>
    /// <param name="who">The person.</param>
    /// <exception cref="ImportUsageException">It cannot be set up so, it is gone, or somebody else changed it in the meantime.</exception>
    public void Edit(SourceSettingsRow settings, GitHubCredential? credential, Person who)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SourceSettingsCheck.MustBeRight(settings);
        SourceSettingsCheck.MustTake(settings, credential);
        ledger.Write(who, Mutations.EditSource, scope =>
        {
            var row = scope.Model.SourceSettings.AsNoTracking().FirstOrDefault(row => row.Name == settings.Name) ?? throw new ImportUsageException($"There is no source '{settings.Name}'.");
            if (row.Revision != settings.Revision) throw new ImportUsageException($"Somebody else has changed '{settings.Name}' since you opened it. Look at it again, then change it.");
            if (row.Kind != settings.Kind || row.Domain != settings.Domain) throw new ImportUsageException($"'{settings.Name}' holds {row.Kind}; what a source publishes cannot be changed. Add another one.");
            if (!row.SamePlace(settings))
            {
                Forget(scope, settings.Name);

                // A secret is for the place that it was entered for: it must not follow to another host.
                if (row.Api != settings.Api || row.Repository != settings.Repository || row.Place != settings.Place) ForgetWebhook(scope, settings.Name);
                if (credential is null && (row.Api != settings.Api || row.Place != settings.Place) && row.Credential != CredentialKind.None) credential = GitHubCredential.None;
            }

            if (credential is null) (settings.Credential, settings.Secret, settings.AppId, settings.Installation) = (row.Credential, row.Secret, row.AppId, row.Installation);
            else secrets.Store(settings, credential);
            (settings.CreatedAt, settings.Revision) = (row.CreatedAt, row.Revision + 1);
            scope.Model.SourceSettings.Update(settings);
            scope.Audit(settings.Name, $"edited: {SourceSettingsCheck.Words(settings)}{(credential is null ? "" : "; credential replaced")}");
            return true;
        });
    }

    /// <summary>Pauses a source, or resumes it.</summary>
    public void Pause(string name, bool paused, Person who) => ledger.Write(who, Mutations.EditSource, scope =>
    {
        var row = scope.Model.SourceSettings.FirstOrDefault(row => row.Name == name) ?? throw new ImportUsageException($"There is no source '{name}'.");
        (row.Paused, row.Revision) = (paused, row.Revision + 1);
        scope.Audit(name, paused ? "paused" : "resumed");
        return true;
    });

    /// <summary>Removes a source, with all that it holds.</summary>
    /// <returns>How many items went with it.</returns>
    public int Remove(string name, Person who) => ledger.Write(who, Mutations.EditSource, scope =>
    {
        TellOfRemoval(scope, name);
        var known = scope.Model.SourceSettings.Where(row => row.Name == name).ExecuteDelete() + scope.Model.Sources.Where(row => row.Name == name).ExecuteDelete();
        if (known == 0) throw new ImportUsageException($"There is no source '{name}'.");
        Forget(scope, name);
        ForgetWebhook(scope, name);
        scope.Model.Diagnostics.Where(row => row.Source == name).ExecuteDelete();
        scope.Model.Files.Where(row => row.Source == name).ExecuteDelete();
        var items = scope.Model.Items.Where(row => row.Source == name).ExecuteDelete();
        scope.Audit(name, $"removed, with {items} items");
        return items;
    });

    /// <summary>The hosts that administrators allowed.</summary>
    public IReadOnlyList<AllowedHostRow> Hosts()
    {
        using var connection = database.Open();
        return StoredSyncs.Hosts(connection);
    }

    /// <summary>Allows a host to be asked, or no longer.</summary>
    public void AllowHost(string entry, bool allowed, Person who)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (allowed) SyncOptions.MustBeHosts([entry]);
        ledger.Write(who, Mutations.EditHosts, scope =>
        {
            var known = scope.Model.AllowedHosts.Where(host => host.Entry == entry).ExecuteDelete() > 0;
            if (!allowed && !known) throw new ImportUsageException($"'{entry}' is not among the hosts that administrators allowed, so there is nothing to take away. See 'coverage sources hosts'.");
            if (allowed) scope.Model.AllowedHosts.Add(new AllowedHostRow { Entry = entry, Who = who.Name, At = scope.Now });
            scope.ChangesViews = false;
            scope.Audit(entry, !allowed ? "no longer allowed" : AllowedHosts.Warning(entry) is { Length: > 0 } warning ? $"allowed, with the warning: {warning}" : "allowed");
            return true;
        });
    }

    /// <summary>What goes with a source is a change set like any other, so that the inbox tells of it.</summary>
    private static void TellOfRemoval(WriteScope scope, string name)
    {
        using var set = scope.Command("""
            INSERT INTO ChangeSets(Source, At, Who, Origin, VersionBefore, Version, "Commit", Added, Changed, Removed, Moved, Filled, Relinked, Unchanged, Problems, Notes)
            SELECT Name, $now, $who, 'the source was removed', Version, '', '', 0, 0, (SELECT count(*) FROM Items WHERE Source = $source), 0, 0, 0, 0, 0, 'The source was removed with all that it held.'
            FROM Sources WHERE Name = $source RETURNING Id
            """);
        set.Parameters.AddWithValue("$source", name);
        set.Parameters.AddWithValue("$now", scope.Now);
        set.Parameters.AddWithValue("$who", scope.Who.Name);
        if (set.ExecuteScalar() is not long id) return;
        using var items = scope.Command("""
            INSERT INTO Changes(ChangeSetId, Change, Kind, ExternalId, Title, Path, PathBefore, HashBefore, Hash, TitleBefore, FactsBefore, TextBefore)
            SELECT $set, $removed, Kind, ExternalId, Title, Path, Path, Hash, '', '', Facts, Text FROM Items WHERE Source = $source
            """);
        items.Parameters.AddWithValue("$set", id);
        items.Parameters.AddWithValue("$removed", (int)ItemChange.Removed);
        items.Parameters.AddWithValue("$source", name);
        items.ExecuteNonQuery();
    }

    private static void ForgetWebhook(WriteScope scope, string name)
    {
        scope.Model.WebhookDeliveries.Where(delivery => delivery.Source == name).ExecuteDelete();
        if (scope.Model.Webhooks.Where(hook => hook.Source == name).ExecuteDelete() > 0) scope.Audit(name, "webhook's secret taken away: it was for the former place");
    }

    /// <summary>What is remembered of a source's place, with what waits for a decision there.</summary>
    private static void Forget(WriteScope scope, string name)
    {
        scope.Model.SourceStates.Where(state => state.Name == name).ExecuteDelete();
        scope.Model.HeldItems.Where(item => scope.Model.SyncRuns.Any(run => run.Id == item.RunId && run.Source == name)).ExecuteDelete();
    }

    private bool IsSettled()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT SourcesSettled FROM Generation";
        return command.ExecuteScalar() is 1L;
    }

    private static IEnumerable<SourceSettingsRow> ReadyMade(DateTime now) => DefaultSources.Names.Select((name, place) =>
    {
        var kind = DefaultSources.KindOf(name)!.Value;
        return new SourceSettingsRow
        {
            Name = name,
            Kind = kind,
            Domain = DefaultSources.DomainOf(name),
            Place = SourcePlace.GitHub,
            Repository = DefaultSources.HomeOf(kind),
            RefKind = nameof(GitHubRefKind.DefaultBranch),
            Include = kind == SourceKind.D3fend ? "src/ontology/d3fend-protege.ttl" : "",
            Cron = string.Create(CultureInfo.InvariantCulture, $"{17 + (place * 5)} 4 * * *"),
            JitterSeconds = 3600,
            CreatedAt = now,
            Revision = 1,
        };
    });
}
