using Coverage.Posture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Coverage.Data;

/// <summary>The model, whichever database holds it; <c>README.md</c> beside this file says how it is used.</summary>
public abstract class CoverageDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The sources.</summary>
    public DbSet<SourceRow> Sources => Set<SourceRow>();

    /// <summary>The items of the catalogue.</summary>
    public DbSet<ItemRow> Items => Set<ItemRow>();

    /// <summary>The files of the sources.</summary>
    public DbSet<FileRow> Files => Set<FileRow>();

    /// <summary>The problems of the last imports.</summary>
    public DbSet<DiagnosticRow> Diagnostics => Set<DiagnosticRow>();

    /// <summary>What the imports did.</summary>
    public DbSet<ChangeSetRow> ChangeSets => Set<ChangeSetRow>();

    /// <summary>The items that they did it to.</summary>
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    /// <summary>The audit log.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>Links that sign a person in.</summary>
    public DbSet<OperatorLinkRow> OperatorLinks => Set<OperatorLinkRow>();

    /// <summary>How the sources are set up.</summary>
    public DbSet<SourceSettingsRow> SourceSettings => Set<SourceSettingsRow>();

    /// <summary>How their syncs go.</summary>
    public DbSet<SourceStateRow> SourceStates => Set<SourceStateRow>();

    /// <summary>The sync runs.</summary>
    public DbSet<SyncRunRow> SyncRuns => Set<SyncRunRow>();

    /// <summary>What held runs would remove.</summary>
    public DbSet<HeldItemRow> HeldItems => Set<HeldItemRow>();

    /// <summary>Who works on what.</summary>
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    /// <summary>The hosts that may be asked.</summary>
    public DbSet<AllowedHostRow> AllowedHosts => Set<AllowedHostRow>();

    /// <summary>The secrets of webhooks.</summary>
    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    /// <summary>The pushes that were taken.</summary>
    public DbSet<WebhookDeliveryRow> WebhookDeliveries => Set<WebhookDeliveryRow>();

    /// <summary>How far each person has read.</summary>
    public DbSet<VisitRow> Visits => Set<VisitRow>();

    /// <summary>Whose packs are taken.</summary>
    public DbSet<TrustedSignerRow> TrustedSigners => Set<TrustedSignerRow>();

    /// <summary>The posture as it is now.</summary>
    public DbSet<PostureRow> Posture => Set<PostureRow>();

    /// <summary>How it came to be so, step by step.</summary>
    public DbSet<PostureEditRow> PostureEdits => Set<PostureEditRow>();

    /// <summary>What each step did to which entry.</summary>
    public DbSet<PostureChangeRow> PostureChanges => Set<PostureChangeRow>();

    /// <summary>What moved the scores.</summary>
    public DbSet<ScoreMoveRow> ScoreMoves => Set<ScoreMoveRow>();

    /// <summary>Up to where their moves are accounted for.</summary>
    public DbSet<ScoreMarkRow> ScoreMarks => Set<ScoreMarkRow>();

    /// <summary>The scores of single days.</summary>
    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();

    /// <summary>Which generation of the data this is.</summary>
    public DbSet<GenerationRow> Generations => Set<GenerationRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<SourceRow>(row => row.ToTable("Sources").HasKey(source => source.Name));
        modelBuilder.Entity<ItemRow>(row =>
        {
            row.ToTable("Items");
            row.HasIndex(item => new { item.Source, item.Kind, item.ExternalId }).IsUnique();
            row.HasIndex(item => new { item.Source, item.Path });
            row.Property(item => item.Text).HasColumnOrder(100);
        });
        modelBuilder.Entity<FileRow>(row => row.ToTable("Files").HasKey(file => new { file.Source, file.Path }));
        modelBuilder.Entity<DiagnosticRow>(row => row.ToTable("Diagnostics").HasIndex(diagnostic => diagnostic.Source));
        modelBuilder.Entity<ChangeSetRow>(row => row.ToTable("ChangeSets").HasIndex(change => new { change.Source, change.At }));
        modelBuilder.Entity<ChangeRow>(row => row.ToTable("Changes").HasIndex(change => change.ChangeSetId));
        modelBuilder.Entity<AuditRow>(row => row.ToTable("Audit").HasIndex(entry => entry.At));
        modelBuilder.Entity<OperatorLinkRow>(row => row.ToTable("OperatorLinks").HasKey(link => link.TokenHash));
        modelBuilder.Entity<SourceSettingsRow>(row =>
        {
            row.ToTable("SourceSettings").HasKey(settings => settings.Name);
            row.Property(settings => settings.Place).HasConversion<string>();
            row.Property(settings => settings.Credential).HasConversion<string>();
        });
        modelBuilder.Entity<SourceStateRow>(row => row.ToTable("SourceStates").HasKey(state => state.Name));
        modelBuilder.Entity<SyncRunRow>(row =>
        {
            row.ToTable("SyncRuns").HasIndex(run => new { run.Source, run.StartedAt });
            row.Property(run => run.Outcome).HasConversion<string>();
        });
        modelBuilder.Entity<HeldItemRow>(row => row.ToTable("HeldItems").HasIndex(item => item.RunId));
        modelBuilder.Entity<LeaseRow>(row => row.ToTable("Leases").HasKey(lease => lease.Name));
        modelBuilder.Entity<AllowedHostRow>(row => row.ToTable("AllowedHosts").HasKey(host => host.Entry));
        modelBuilder.Entity<WebhookRow>(row => row.ToTable("Webhooks").HasKey(hook => hook.Source));
        modelBuilder.Entity<WebhookDeliveryRow>(row => row.ToTable("WebhookDeliveries").HasIndex(delivery => new { delivery.Source, delivery.Signature }).IsUnique());
        modelBuilder.Entity<VisitRow>(row => row.ToTable("Visits").HasKey(visit => visit.Person));
        modelBuilder.Entity<TrustedSignerRow>(row => row.ToTable("TrustedSigners").HasKey(signer => signer.Fingerprint));
        AddPosture(modelBuilder);
        modelBuilder.Entity<GenerationRow>(row =>
        {
            row.ToTable("Generation");
            row.Property(generation => generation.Id).ValueGeneratedNever();
            row.HasData(new GenerationRow { Id = 1, Number = 1 });
        });
    }

    private static void AddPosture(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PostureRow>(row =>
        {
            row.ToTable("Posture").HasKey(entry => new { entry.Kind, entry.Environment, entry.Key });
            foreach (var entry in PostureEntries.Of(OrganisationPosture.Initial)) row.HasData(entry);
        });
        modelBuilder.Entity<PostureEditRow>().ToTable("PostureEdits");
        modelBuilder.Entity<PostureChangeRow>(row =>
        {
            row.ToTable("PostureChanges").HasIndex(change => change.EditId);
            row.HasIndex(change => new { change.Key, change.Kind, change.Environment });
        });
        modelBuilder.Entity<ScoreMoveRow>(row => row.ToTable("ScoreMoves").HasIndex(move => move.At));
        modelBuilder.Entity<ScoreMarkRow>(row => row.ToTable("ScoreMarks").Property(mark => mark.Id).ValueGeneratedNever());
        modelBuilder.Entity<SnapshotRow>(row =>
        {
            row.ToTable("Snapshots").HasIndex(snapshot => snapshot.Day);
            row.Property(snapshot => snapshot.Scores).HasColumnOrder(100);
        });
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    /// <summary>Times are UTC in the database and say so when they are read.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
