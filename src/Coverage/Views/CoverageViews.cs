using Coverage.Data;
using Coverage.Data.Sqlite;

namespace Coverage.Views;

/// <summary>
/// Holds the current view and builds a new one when the data's generation has moved on, by this process or another one.
/// Readers never wait for a build: they get the old view, whole, until the new one is there; and it lets them go first.
/// </summary>
public sealed class CoverageViews(SqliteDatabase database)
{
    private readonly Lock gate = new();
    private volatile CoverageView? current;

    /// <summary>Raised, on the thread that built it, after a new view has taken the old one's place.</summary>
    public event Action<CoverageView>? Changed;

    /// <summary>Raised, on the thread that builds, before a new view takes the old one's place: what is worked out of it here no page waits for. Listeners wake nobody and ask for no other view.</summary>
    public event Action<CoverageView>? Preparing;

    /// <summary>The current view; built at the first call.</summary>
    public CoverageView Current => current ?? Refresh();

    /// <summary>Builds a new view if the data has moved on.</summary>
    public CoverageView Refresh()
    {
        CoverageView built;
        lock (gate)
        {
            if (current is { } view && view.Generation == database.Generation()) return view;
            current = built = BackgroundWork.Run(Build);
        }

        Changed?.Invoke(built);
        return built;
    }

    private CoverageView Build()
    {
        var view = ViewBuilder.Build(CatalogContent.Read(database, current?.Content));
        Preparing?.Invoke(view);
        return view;
    }
}
