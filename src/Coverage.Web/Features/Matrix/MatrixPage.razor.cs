using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>The ATT&amp;CK heat-map of what is available.</summary>
public sealed partial class MatrixPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private PostureViews Scores { get; set; } = null!;

    [Inject] private ScoreHistory History { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private CoverageView View { get; set; } = null!;

    private PostureView Posture { get; set; } = null!;

    private IReadOnlyList<Snapshot> Snapshots { get; set; } = [];

    /// <summary>The snapshot that is compared with.</summary>
    private Snapshot? Since { get; set; }

    private string? EnvironmentName => Posture.Posture.Environments.GetValueOrDefault(Query.Environment)?.Environment.Name;

    private MatrixQuery Query { get; set; } = MatrixQuery.Default;

    private MatrixDrawing? Drawing { get; set; }

    /// <summary>The technique whose panel is open.</summary>
    private TechniqueEntry? At { get; set; }

    private MatrixQuery Unfiltered => MatrixQuery.Default with { Domain = Query.Domain, Metric = Query.Metric, Layout = Query.Layout };

    /// <summary>What the form for the text keeps of the rest.</summary>
    private IEnumerable<(string Name, string Value)> HiddenFields
    {
        get
        {
            var rest = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery((Query with { Text = "", At = "" }).ToString());
            return rest.SelectMany(pair => pair.Value.Select(value => (pair.Key, value ?? "")));
        }
    }

    /// <summary>What the numbers count.</summary>
    private string Note
    {
        get
        {
            var what = Query.Metric switch
            {
                MatrixMetric.Rules => "Number of Sigma rules that name the technique, each once.",
                MatrixMetric.Tests => "Number of Atomic tests of the technique.",
                MatrixMetric.Controls => "Number of D3FEND countermeasures that counter the technique directly.",
                MatrixMetric.Stopping => "Number of D3FEND countermeasures that harden or isolate and counter the technique directly.",
                MatrixMetric.Missing => "How many of rule, test and direct control the technique lacks: 0 to 3.",
                MatrixMetric.Coverage => "Coverage, 0 to 100: whether what the organisation has would see or stop it.",
                MatrixMetric.Detect => "Detect, 0 to 100: whether it would be seen.",
                MatrixMetric.Prevent => "Prevent, 0 to 100: whether it would be stopped.",
                MatrixMetric.Validate => "Validate: the share of its tests that were alerted or stopped within the fresh days.",
                MatrixMetric.Gap => "Gap: weight x (100 - Coverage), in weighted points; 100 is a technique of weight 1 with nothing.",
                MatrixMetric.Split => "The number is Coverage; the bars are Detect, Prevent and Validate.",
                _ when Query.Ticks.Count > 0 => $"Coverage if {(Query.Ticks.Count == 1 ? "this were so" : "these were so")}, less Coverage now: {string.Join("; ", Query.Ticks.Take(3).Select(tick => tick.Title(Posture)))}{(Query.Ticks.Count > 3 ? $"; and {Query.Ticks.Count - 3} more" : "")}. Nothing is recorded.",
                _ => Since is { } then ? $"Coverage now less Coverage in the snapshot of {Dates.Day(then.At)} ({then.Title})." : "There is no snapshot to compare with yet; one is taken each day.",
            };
            if (Query.Metric.IsScore()) return ScoreNote(what);
            if (Query.Layout == MatrixLayout.List) return "Each number is the technique's own; in brackets with its sub-techniques, each item once.";
            if (Query.Layout == MatrixLayout.Mosaic) return what + " Small squares are sub-techniques; each stands for itself.";
            if (Query.Show is not null || Query.Text.Length > 0) return what + " The filter looks at each technique by itself; a pale parent stands there for its sub-techniques.";
            return what + $" A collapsed parent counts itself and its sub-techniques, each item once; an open one itself. Over a column: how many have {(Query.Metric == MatrixMetric.Missing ? "all three" : "one")} by themselves.";
        }
    }

    private string ScoreNote(string what)
    {
        var profile = Posture.Posture.Profile is { } chosen ? $" Weighed by {chosen.Name}; what it does not name is out of scope." : "";
        var parents = Query.Layout == MatrixLayout.Full ? " A collapsed parent is the mean of its counted family, an open one stands for itself." : "";
        return $"{what}{parents} – is not applicable or out of scope.{profile}";
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Posture = Scores.Current;
        View = Posture.Catalogue;
        Query = MatrixQuery.Parse(new Uri(Navigation.Uri).Query);
        if (Query.Environment.Length > 0 && EnvironmentName is null) Query = Query with { Environment = "" };
        if (Query is { Metric: MatrixMetric.Change, Ticks.Count: 0 }) FindSnapshot();
        if (Query.Weights && Posture.Posture.Profile is null) Query = Query with { Weights = false };
        Drawing = (Query.Metric.IsScore() || Query.Weights ? MatrixCache.Of(Posture) : MatrixCache.Of(View)).Draw(View, Query, () => MatrixMeasure.Of(Query, Posture, Since));
        At = Query.At.Length > 0 ? View.Find(Query.At) : null;
    }

    /// <summary>The one that is asked for, or the newest of an earlier day, or the newest of all.</summary>
    private void FindSnapshot()
    {
        Snapshots = History.Snapshots(60);
        var chosen = Snapshots.FirstOrDefault(snapshot => snapshot.Id == Query.Since) ?? Snapshots.FirstOrDefault(snapshot => snapshot.Day < Posture.Day) ?? (Snapshots.Count > 0 ? Snapshots[0] : null);
        Since = chosen is null ? null : History.Find(chosen.Id);
        Query = Query with { Since = Since?.Id };
    }

    private static string MetricName(MatrixMetric metric) => metric.ToString();

    private static string MetricTitle(MatrixMetric metric) => metric switch
    {
        MatrixMetric.Rules => "Sigma rules: what would see it",
        MatrixMetric.Tests => "Atomic tests: what could prove it",
        MatrixMetric.Controls => "D3FEND countermeasures, direct",
        MatrixMetric.Stopping => "D3FEND countermeasures that harden or isolate: what could stop it",
        MatrixMetric.Missing => "How many of rule, test and control are missing",
        MatrixMetric.Coverage => "Would it be seen or stopped: 0 to 100",
        MatrixMetric.Detect => "Would it be seen: 0 to 100",
        MatrixMetric.Prevent => "Would it be stopped: 0 to 100",
        MatrixMetric.Validate => "Which share of its tests was alerted or stopped of late",
        MatrixMetric.Gap => "What is missing: weight x (100 - Coverage)",
        MatrixMetric.Split => "Detect, Prevent and Validate side by side in each cell",
        _ => "How Coverage has changed since a snapshot",
    };
}
