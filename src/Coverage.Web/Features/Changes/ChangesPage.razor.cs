using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Changes;

/// <summary>The inbox of what changed upstream.</summary>
public sealed partial class ChangesPage
{
    private static readonly (string Name, string Title)[] Menus = [("source", "Source"), ("kind", "Kind"), ("level", "Level"), ("platform", "Platform"), ("group", "Group")];

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private ChangeLog Log { get; set; } = null!;

    [Inject] private PostureViews Postures { get; set; } = null!;

    [Inject] private ReadMarks Marks { get; set; } = null!;

    [Inject] private CurrentPerson Person { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private CoverageView View { get; set; } = null!;

    private Inbox Inbox { get; set; } = null!;

    private ChangesQuery Query { get; set; } = new();

    private InboxResult Result { get; set; } = null!;

    private IReadOnlyList<InboxGroup> Groups { get; set; } = [];

    private IReadOnlyList<AttackUpgrade> Upgrades { get; set; } = [];

    private VisitRow? Mark { get; set; }

    private bool IsSignedIn { get; set; }

    /// <summary>Whether many rules can be answered for at once: by who may record, in the list of what is deployed.</summary>
    private bool Answers { get; set; }

    /// <summary>The entries of this page that can be ticked: of rules that can be answered for.</summary>
    private HashSet<long> Tickable { get; set; } = [];

    /// <summary>Rows on all pages: grouped by technique, an entry that concerns several has several.</summary>
    private int Rows { get; set; }

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>How many are listed, and of how many where a filter leaves some out.</summary>
    private string Counted => !Query.IsFiltered ? Words.Number(Result.Total)
        : Query.Filter.What == Happened.Republished ? Words.Number(Result.Entries.Count)
        : $"{Words.Number(Result.Entries.Count)} of {Words.Number(Result.Total)}";

    /// <summary>From where on, in words.</summary>
    private string SinceWords => Query.Since switch
    {
        "" when Mark is { } mark => $"since you marked them read on {Dates.Minute(mark.At)}",
        "" or ChangesQuery.Recent => "in the last 30 days",
        "all" => Inbox.Cut ? "in the newest change sets" : "in all imports",
        var since when since.Contains('-', StringComparison.Ordinal) => $"since {since}",
        var since => $"after change set {since}",
    };

    /// <summary>What the form for the text keeps of the rest.</summary>
    private IEnumerable<(string Name, string Value)> Hidden =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery((Query with { Page = 1 }).With("q", "").ToString()).Select(pair => (pair.Key, pair.Value.ToString()));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        View = Views.Current;
        Inbox = Log.Of(View);
        Query = ChangesQuery.Parse(new Uri(Navigation.Uri).Query);
        var person = await Person.GetAsync();
        IsSignedIn = person is not null;
        Mark = person is null ? null : Marks.Of(person.Name);
        Result = Inbox.Narrow(Query.For(Mark, Now), UpstreamChange.Deployed(Postures.Current.Posture));
        Groups = InboxGroup.By(Query.By, Result.Entries, View);
        Rows = Groups.Sum(group => group.Entries.Count);
        Answers = Query.Filter.Deployed && person is { Role: >= Role.Engineer };
        if (Answers) Tickable = [.. Shown().SelectMany(shown => shown.Part).Where(entry => entry.Kind == ItemKind.Rule && CanAnswer(entry)).Select(entry => entry.Id)];
        Upgrades = Query.Page == 1 ? AttackUpgrade.In(Result.Entries) : [];
    }

    private bool CanAnswer(ChangeEntry entry)
    {
        var (view, rule) = (Postures.Current, new ItemKey(entry.Set.Source, entry.ExternalId));
        return view.Posture.Environments.Values.Any(inside => UpstreamChange.Of(view, inside, rule) is not null || UpstreamChange.IsUnrecorded(view, inside, rule));
    }

    /// <summary>The groups of this page with their part of the entries.</summary>
    private IEnumerable<(InboxGroup Group, IReadOnlyList<ChangeEntry> Part, bool Continued)> Shown()
    {
        var (from, to, at) = ((Query.Page - 1) * ChangesQuery.PageSize, Query.Page * ChangesQuery.PageSize, 0);
        foreach (var group in Groups)
        {
            var (first, last) = (Math.Max(from - at, 0), Math.Min(to - at, group.Entries.Count));
            if (first < last) yield return (group, [.. group.Entries.Skip(first).Take(last - first)], first > 0);
            at += group.Entries.Count;
            if (at >= to) yield break;
        }
    }
}
