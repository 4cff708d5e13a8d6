using System.Runtime.CompilerServices;
using Coverage.Data.Sqlite;

namespace Coverage.Views.Changes;

/// <summary>The inbox of a view, read at the first call and kept as long as the view is.</summary>
public sealed class ChangeLog(SqliteDatabase database)
{
    private readonly ConditionalWeakTable<CoverageView, Lazy<Inbox>> read = [];

    /// <summary>That of a view. A failure is not kept: the next call reads again.</summary>
    public Inbox Of(CoverageView view) => read.GetValue(view, key => new Lazy<Inbox>(() => InboxReader.Read(database, key), LazyThreadSafetyMode.PublicationOnly)).Value;
}
