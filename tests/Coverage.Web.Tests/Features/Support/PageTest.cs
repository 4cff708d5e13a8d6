using Bunit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Support;

/// <summary>Renders pages over a database that holds the small catalogue.</summary>
public abstract class PageTest : BunitContext
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "coverage-pages-" + Guid.NewGuid().ToString("N"));
    private readonly SqliteDatabase database;
    private bool isStored;

    /// <summary>Makes the database.</summary>
    protected PageTest()
    {
        database = new SqliteDatabase(folder);
        database.Prepare();
        var views = new CoverageViews(database);
        Services.AddSingleton(views);
        Services.AddSingleton(new CatalogTexts(database));
        Services.AddSingleton(new ChangeLog(database));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new PostureViews(database, views, TimeProvider.System));
        Services.AddSingleton(new ScoreHistory(database));
        Services.AddCurrentPerson();
        Services.AddScoped<AntiforgeryStateProvider, NoAntiforgery>();
        Services.AddScoped<RecordForms>();
        this.AddAuthorization(); // Nobody is signed in: who only reads.
    }

    /// <summary>Renders a page at a URL.</summary>
    private protected IRenderedComponent<T> At<T>(string url, Action<ComponentParameterCollectionBuilder<T>>? parameters = null, bool seeded = false)
        where T : IComponent
    {
        if (!isStored) Store(MakeView.Content(seeded), seeded);
        isStored = true;
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render(parameters ?? (_ => { }));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Store(CatalogContent content, bool seeded)
    {
        using var connection = database.Open();
        foreach (var source in content.Sources)
        {
            Run(connection, "INSERT INTO Sources (Name, Kind, Domain, Seeded, Origin, Repository, \"Commit\", Version, Fingerprint, ImportedAt, CheckedAt, Revision) VALUES ($0, $1, $2, $3, '', $4, $5, $6, '', '2026-01-02 03:04:05', '2026-01-02 03:04:05', 1)", source.Name, (int)source.Kind, source.Domain is { } domain ? (int)domain : null, source.Seeded ? 1 : 0, source.Repository, source.Commit, source.Version);
        }

        foreach (var item in content.Items)
        {
            Run(connection, "INSERT INTO Items (Source, Kind, ExternalId, Title, Path, Hash, Facts, Text) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", item.Source, (int)item.Kind, item.ExternalId, item.Title, item.Path, item.Hash, CatalogJson.Write(item), seeded ? null : item.Text);
        }

        Run(connection, "UPDATE Generation SET Number = Number + 1");
    }

    private static void Run(SqliteConnection connection, string sql, params object?[] values)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    /// <summary>No request, no token: and so no form.</summary>
    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
