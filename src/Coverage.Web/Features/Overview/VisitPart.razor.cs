using Coverage.Audit;
using Coverage.Data;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>What came since the person last marked the changes read, and what it did to the scores; nothing for who is nobody.</summary>
public sealed partial class VisitPart
{
    private Person? person;
    private VisitRow? mark;
    private InboxResult changes = null!;
    private IReadOnlyList<ScoreMoveRow> moves = [];
    private IReadOnlyList<CauseSum> sums = [];
    private int asked;
    private int again;

    /// <summary>What the organisation has.</summary>
    [Parameter, EditorRequired] public required PostureView Posture { get; set; }

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private ReadMarks Marks { get; set; } = null!;

    [Inject] private ChangeLog Log { get; set; } = null!;

    [Inject] private ScoreHistory History { get; set; } = null!;

    [Inject] private RetestQueue Queue { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        person = await Person.GetAsync();
        if (person is null) return;
        mark = Marks.Of(person.Name);
        var usual = InboxSince.Usual(Time.GetUtcNow().UtcDateTime);
        var inbox = Log.Of(Posture.Catalogue);
        changes = inbox.Narrow(new InboxFilter { Since = mark is null ? usual : new InboxSince(mark.ChangeSetId, null) }, UpstreamChange.Deployed(Posture.Posture));
        moves = History.Moves(mark is null ? usual.From!.Value : SinceMark(inbox, mark));
        sums = ScoreHistory.ByCause(moves);
        asked = UpstreamChange.Of(Posture).Where(change => change.Answer == UpstreamAnswer.None).DistinctBy(change => change.Deployment.Rule).Count();
        again = Queue.Of(Posture).Count;
    }

    /// <summary>The moment of the mark; what came while the person still read is unread, and so is what it did.</summary>
    private static DateTime SinceMark(Inbox inbox, VisitRow mark) =>
        inbox.Sets.TakeWhile(set => set.Id > mark.ChangeSetId).LastOrDefault() is { } first && first.At < mark.At ? first.At : mark.At;

    /// <summary>Where more is said of a cause.</summary>
    private static string UrlOf(MoveCause cause) => cause switch
    {
        MoveCause.Content => "/changes",
        MoveCause.Attack => "/changes?kind=technique",
        MoveCause.Model => "/model",
        MoveCause.Ageing => "/results?list=expiring",
        _ => RecordUrls.History,
    };
}
