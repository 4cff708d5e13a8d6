using Coverage.Audit;
using Coverage.Data;
using Coverage.Tests.Support;

namespace Coverage.Tests.Audit;

public sealed class ReadMarksTests : IDisposable
{
    private static readonly Person Reader = new("Grace", Role.Viewer);

    private readonly TestDb db = new();

    private ReadMarks Marks => new(db.Ledger, db.Database, TimeProvider.System);

    public void Dispose() => db.Dispose();

    [Fact]
    public void Everybody_marks_for_themselves_and_who_has_not_has_no_mark()
    {
        db.Import(("rules/a.yml", Make.Rule(1)));

        Assert.Null(Marks.Of("Grace"));
        Assert.Equal(1, Marks.Mark(Reader, 1));
        Assert.Equal(1, Marks.Of("Grace")!.ChangeSetId);
        Assert.Null(Marks.Of("ada"));
        Assert.Contains("Grace|1|mark read|Grace|up to change set 1", db.Query("SELECT Who, Role, Action, Subject, Details FROM Audit"));
    }

    [Fact]
    public void A_mark_goes_neither_back_nor_past_what_there_is()
    {
        db.Import(("rules/a.yml", Make.Rule(1)));
        db.Import(("rules/a.yml", Make.Rule(1)), ("rules/b.yml", Make.Rule(2)));

        Assert.Equal(2, Marks.Mark(Reader, long.MaxValue));
        Assert.Equal(2, Marks.Mark(Reader, 1));
        Assert.Equal(2, Marks.Mark(Reader, -5));
    }

    [Fact]
    public void Marking_builds_no_page_anew()
    {
        var before = db.Database.Generation();

        Marks.Mark(Reader, 0);

        Assert.Equal(before, db.Database.Generation());
    }
}
