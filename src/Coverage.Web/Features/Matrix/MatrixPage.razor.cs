using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>The ATT&amp;CK heat-map of what is available.</summary>
public sealed partial class MatrixPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private CoverageView View { get; set; } = null!;

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
            return rest.Select(pair => (pair.Key, pair.Value.ToString()));
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
                _ => "How many of rule, test and direct control the technique lacks: 0 to 3.",
            };
            if (Query.Layout == MatrixLayout.List) return "Each number is the technique's own; in brackets with its sub-techniques, each item once.";
            if (Query.Layout == MatrixLayout.Mosaic) return what + " Small squares are sub-techniques; each stands for itself.";
            if (Query.Show is not null || Query.Text.Length > 0) return what + " The filter looks at each technique by itself; a pale parent stands there for its sub-techniques.";
            return what + $" A collapsed parent counts itself and its sub-techniques, each item once; an open one itself. Over a column: how many have {(Query.Metric == MatrixMetric.Missing ? "all three" : "one")} by themselves.";
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        View = Views.Current;
        Query = MatrixQuery.Parse(new Uri(Navigation.Uri).Query);
        Drawing = MatrixCache.Of(View).Draw(View, Query);
        At = Query.At.Length > 0 ? View.Find(Query.At) : null;
    }

    private static string MetricName(MatrixMetric metric) => metric.ToString();

    private static string MetricTitle(MatrixMetric metric) => metric switch
    {
        MatrixMetric.Rules => "Sigma rules: what would see it",
        MatrixMetric.Tests => "Atomic tests: what could prove it",
        MatrixMetric.Controls => "D3FEND countermeasures, direct",
        MatrixMetric.Stopping => "D3FEND countermeasures that harden or isolate: what could stop it",
        _ => "How many of rule, test and control are missing",
    };
}
