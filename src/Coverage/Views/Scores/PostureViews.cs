using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Views.Scores;

/// <summary>
/// Holds the scored posture and brings it up to date: an edit scores again what it touches, a new day all of it, a new
/// generation of the catalogue builds it anew. Readers never wait: they get the old one, whole, until the new one is there.
/// </summary>
public sealed class PostureViews
{
    private readonly SqliteDatabase database;
    private readonly CoverageViews catalogues;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private volatile PostureView? current;

    /// <summary>Follows the catalogue's views.</summary>
    public PostureViews(SqliteDatabase database, CoverageViews catalogues, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(catalogues);
        (this.database, this.catalogues, this.time) = (database, catalogues, time);
        catalogues.Changed += _ =>
        {
            if (current is not null) Refresh();
        };
    }

    /// <summary>Raised, on the thread that made it, after a new one has taken the old one's place.</summary>
    public event Action<PostureView>? Changed;

    /// <summary>The current one; built at the first call.</summary>
    public PostureView Current => current ?? Refresh();

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Brings it up to date if the catalogue, the posture or the day has moved on, in this process or another one.</summary>
    public PostureView Refresh()
    {
        PostureView? before;
        PostureView next;
        lock (gate)
        {
            before = current;
            next = Next(before, catalogues.Current);
            if (ReferenceEquals(next, before)) return next;
            current = next;
        }

        if (before is not null) Changed?.Invoke(next);
        return next;
    }

    /// <summary>The posture scored over a catalogue that is not, or not yet, the current one.</summary>
    public PostureView Over(CoverageView catalogue) => Build(catalogue);

    private PostureView Next(PostureView? before, CoverageView catalogue)
    {
        if (before is null || before.Catalogue != catalogue) return BackgroundWork.Run(() => Build(catalogue));
        var (last, edits) = (before.EditId, (IReadOnlyList<PostureEdit>)[]);
        if (PostureContent.LastEdit(database) != before.EditId)
        {
            using var connection = database.Open();
            (last, edits) = PostureContent.Since(connection, null, before.EditId);
        }

        if (edits.Count == 0 && before.Day == Today) return before;
        return before with { EditId = last, Table = Advance(before.Table, edits, Today) };
    }

    /// <summary>A table after edits, on a day.</summary>
    public static ScoreTable Advance(ScoreTable table, IReadOnlyList<PostureEdit> edits, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(edits);
        if (table.Day != day) table = table.On(day);
        if (edits.Count > 0) table = table.Apply(edits);
        var model = ModelFigure.Read(table.Posture.Model);
        return model == table.Model ? table : table.By(model);
    }

    private PostureView Build(CoverageView catalogue)
    {
        var content = PostureContent.Read(database);
        var (gone, links) = GoneRules.Of(database, catalogue, content.Posture);
        var input = ScoringInput.Build(new ScoringCatalogue(
            [.. catalogue.Items.OfType<Technique>()], [.. catalogue.Links, .. links], catalogue.Pairs, [.. catalogue.Rules, .. gone], catalogue.Tests, catalogue.Controls, catalogue.Actors));
        return new PostureView(catalogue, content.EditId, Scorer.Score(input, content.Posture, ModelFigure.Read(content.Posture.Model), Today));
    }
}
