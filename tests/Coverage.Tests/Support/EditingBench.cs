using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views;
using Coverage.Views.History;
using Coverage.Views.Scores;

namespace Coverage.Tests.Support;

/// <summary>A small catalogue in a database, and what people record over it.</summary>
internal sealed class EditingBench : IDisposable
{
    public static readonly Person Ada = new("ada", Role.Engineer);
    public static readonly Person Bob = new("bob", Role.Engineer);

    private readonly TestDb db = SmallCatalogue.Make();

    public EditingBench()
    {
        Views = new PostureViews(db.Database, new CoverageViews(db.Database), TimeProvider.System);
        Recorder = new PostureRecorder(db.Ledger, db.Database, Views, TimeProvider.System);
        History = new PostureHistory(db.Database);
    }

    public PostureViews Views { get; }

    public PostureRecorder Recorder { get; }

    public PostureHistory History { get; }

    public PostureView View => Views.Refresh();

    public EnvironmentPosture Inside => View.Posture.Environments["default"];

    public static ItemKey Rule { get; } = new("sigma", Make.Guid(1));

    public StateEdits States(Person? who = null, DateTime? now = null) => new(View, "default", who ?? Ada, now ?? DateTime.UtcNow);

    public RecordedStep Record(string title, params IEnumerable<PostureEdit> edits) => Recorder.Record(Ada, new PostureStep(title, [.. edits]));

    public void Dispose() => db.Dispose();
}
