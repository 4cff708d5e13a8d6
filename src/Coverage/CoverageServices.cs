using Coverage.Audit;
using Coverage.Data.Sqlite;
using Coverage.Exchange.Importing;
using Coverage.Recording;
using Coverage.Recording.Upgrading;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.History;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Coverage;

/// <summary>The engine's services, in the order in which data flows.</summary>
public static class CoverageServices
{
    /// <summary>Adds the engine over the database in a data folder. The host adds <see cref="Secrets"/>, which needs its keys.</summary>
    public static IServiceCollection AddCoverage(this IServiceCollection services, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new SqliteDatabase(dataFolder));
        services.AddSingleton<Ledger>();
        services.AddSingleton<OperatorLinks>();
        services.AddSingleton<SeedData>();
        services.AddSingleton<ImportRunner>();
        services.AddSingleton<PackWriter>();
        services.AddSingleton<PackImport>();
        services.AddSingleton<TrustedSigners>();
        services.TryAddSingleton(_ => SyncOptions.FromEnvironment());
        services.AddSingleton<SourceSettings>();
        services.AddSingleton(provider => new Feeds(
            provider.GetRequiredService<SourceSettings>(),
            provider.GetRequiredService<Secrets>(),
            provider.GetRequiredService<SyncOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>())
        {
            SpoolFolder = Path.Combine(dataFolder, "spool"),
        });
        services.AddSingleton(provider => new SyncRunner(
            provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredService<Ledger>(),
            provider.GetRequiredService<ImportRunner>(),
            provider.GetRequiredService<SourceSettings>(),
            provider.GetRequiredService<Feeds>().Of,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NewestContent(
            provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredService<Ledger>(),
            provider.GetRequiredService<SourceSettings>(),
            provider.GetRequiredService<Feeds>().Of,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SyncJobs>();
        services.AddSingleton<Webhooks>();
        services.AddSingleton<HeldSyncs>();
        services.AddSingleton<SourceHealth>();
        services.AddSingleton<CoverageViews>();
        services.AddSingleton<PostureViews>();
        services.AddSingleton<PostureRecorder>();
        services.AddSingleton<SnapshotTaker>();
        services.AddSingleton<ExampleOrganisation>();
        services.AddSingleton<AttackUpgrades>();
        services.AddSingleton<UpgradeRehearsal>();
        services.AddSingleton<ScoreHistory>();
        services.AddSingleton<PostureHistory>();
        services.AddSingleton<PostureImporter>();
        services.AddSingleton<CatalogTexts>();
        services.AddSingleton<ChangeHistory>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<ChangeTexts>();
        services.AddSingleton<RuleContents>();
        services.AddSingleton<RetestQueue>();
        services.AddSingleton<ReadMarks>();
        return services;
    }
}
