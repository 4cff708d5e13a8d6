using System.Globalization;
using Coverage.Exchange;
using Coverage.Scoring;
using Coverage.Scoring.Tracing;
using Coverage.Views;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Scores;

/// <summary>A technique as it stands in a number of the whole.</summary>
/// <param name="Entry">The technique.</param>
/// <param name="Place">Its index in the scores.</param>
/// <param name="Weight">What it weighs.</param>
/// <param name="Value">Its value: a score, or the share of environments in which it counts.</param>
/// <param name="Part">What it adds to the sum.</param>
/// <param name="Reason">Why it falls short.</param>
internal sealed record ScoreRow(TechniqueEntry Entry, int Place, double Weight, double Value, double Part, GapReason Reason)
{
    /// <summary>Of shares: whether it counts.</summary>
    public string Counts => Value >= 1 - 1e-9 ? "yes" : Value > 0 ? "in part" : "no";
}

/// <summary>
/// One number of the whole with what it is made of, read from the computation's own steps: of all environments or one, of
/// all techniques or a tactic's. The page and its exports show the same.
/// </summary>
internal sealed class ScoreListing
{
    private static readonly string[] Names = ["of", "environment", "tactic", "matrix", "profile", "counts", "reason", "platform"];

    private static readonly SortKey<ScoreRow>[] Sorts =
    [
        new("technique", row => row.Entry.Id),
        new("weight", row => row.Weight),
        new("value", row => row.Value),
        new("adds", row => row.Part),
        new("reason", row => row.Reason),
    ];

    private static readonly RowFile<ScoreRow> File = new(
        new("technique", row => row.Entry.Id), new("title", row => row.Entry.Technique.Title), new("weight", row => CellFile.Number(row.Weight), IsNumber: true), new("value", row => CellFile.Number(row.Value), IsNumber: true), new("adds", row => CellFile.Number(row.Part), IsNumber: true),
        new("reason", row => ScoreWords.Of(row.Reason)));

    private readonly TraceStep sum;

    private ScoreListing(PostureView view, ListQuery query)
    {
        Number = Enum.GetValues<ScoreNumber>().FirstOrDefault(number => number.Word() == query.Facet("of"));
        var environment = view.Table.Environments.ToList().IndexOf(query.Facet("environment"));
        var profile = query.Facet("profile");
        if (profile.Length > 0 && view.Posture.Profiles.ContainsKey(profile)) view = GapList.By(view, profile);
        else profile = "";
        var column = query.Facet("tactic") is { Length: > 0 } tactic
            ? view.Catalogue.Domains.Where(domain => query.Facet("matrix") is "" || domain.Domain.Name() == query.Facet("matrix")).SelectMany(domain => domain.Columns).FirstOrDefault(one => one.Tactic.Title == tactic)
            : null;
        Predicate<int>? members = column is null ? null : SnapshotContent.MembersOf(view, column).Contains;
        sum = environment < 0 ? view.Table.ExplainOverall(members) : view.Table.ExplainIn(environment, members);
        (View, Environment, Tactic) = (view, environment < 0 ? "" : view.Table.Environments[environment], column?.Tactic.Title ?? "");

        // What the URL names and nothing has is not said either.
        (string Name, bool Holds)[] asked = [("of", Number != default), ("environment", environment >= 0), ("tactic", column is not null), ("matrix", column is not null), ("profile", profile.Length > 0)];
        Query = query with { Facets = query.Facets.Where(pair => asked.All(one => one.Name != pair.Key || one.Holds)).ToDictionary() };
        Rows = [.. sum.Steps.Select(Row).OfType<ScoreRow>().OrderByDescending(row => row.Part).ThenBy(row => row.Entry.Id, StringComparer.Ordinal)];
    }

    public PostureView View { get; }

    public ListQuery Query { get; }

    /// <summary>Which number.</summary>
    public ScoreNumber Number { get; }

    /// <summary>The key of the one environment; empty for all of them.</summary>
    public string Environment { get; }

    /// <summary>The title of the one tactic; empty for all.</summary>
    public string Tactic { get; }

    /// <summary>Every technique that stands in it, the one that adds most first.</summary>
    public IReadOnlyList<ScoreRow> Rows { get; }

    /// <summary>What is divided.</summary>
    public double Sum => Input(Number.IsShare() ? $"sum of {Number}" : $"sum of weight x {Number}");

    /// <summary>What it is divided by: techniques, or their weights.</summary>
    public double By => Input(Number.IsShare() ? "techniques" : Number == ScoreNumber.Validate ? "sum of weights with a test" : "sum of weights");

    /// <summary>The number itself, 0 to 100; null where nothing stands in it.</summary>
    public double? Result => By <= 0 ? null : Number.IsShare() ? 100 * Sum / By : Sum / By;

    /// <summary>The rows of the page, and the state around them.</summary>
    public (IReadOnlyList<ScoreRow> Rows, ListState State) Page => Listing.Of(Rows, Query, Text, Facets, Sorts);

    private IReadOnlyList<ScoreRow> All => Listing.All(Rows, Query, Text, Facets, Sorts).Rows;

    private Facet<ScoreRow>[] Facets =>
    [
        .. Number.IsShare() ? [new Facet<ScoreRow>("counts", "Counts", row => [row.Counts])] : Array.Empty<Facet<ScoreRow>>(),
        new("reason", "Reason", row => [ScoreWords.Of(row.Reason)]),
        new("platform", "Platform", row => row.Entry.Technique.Platforms),
    ];

    /// <summary>Reads the part of a URL from its question mark on; what is not known there is left out.</summary>
    public static ScoreListing Parse(PostureView view, string query) => new(view, ListQuery.Parse(ScoreUrl.Path, query, Names, Sorts.Select(sort => sort.Name)));

    /// <summary>Maps the list for programs.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList(ScoreUrl.Path, File, context => Parse(context.RequestServices.GetRequiredService<PostureViews>().Current, context.Query()).All);

    /// <summary>In which environments a technique counts, where that is not the same in all.</summary>
    public IEnumerable<(string Name, bool Counts)> Places(ScoreRow row)
    {
        if (!Number.IsShare() || Environment.Length > 0) yield break;
        for (var e = 0; e < View.Table.Environments.Count; e++)
        {
            var cell = View.Table.Cell(row.Place, e);
            if (!cell.Applies || View.Table.Reason(row.Place, e) == GapReason.OutOfScope) continue;
            yield return (View.Posture.Environments[View.Table.Environments[e]].Environment.Name, Number switch { ScoreNumber.Available => cell.Available || cell.Deployed, ScoreNumber.Deployed => cell.Deployed, _ => cell.Validated });
        }
    }

    private ScoreRow? Row(TraceStep step)
    {
        if (View.Catalogue.Find(step.Name) is not { } entry || Number == ScoreNumber.Validate && step.Inputs.All(input => input.Name != nameof(ScoreNumber.Validate))) return null;
        var (weight, value) = (Of(step, "weight"), Of(step, Number.ToString()));
        var place = View.Table.Input.TechniqueOf(step.Name);
        var reason = Environment.Length > 0 ? View.Table.Reason(place, View.Table.Environments.ToList().IndexOf(Environment)) : View.Table.Technique(place).Reason;
        return new ScoreRow(entry, place, weight, value, Number.IsShare() ? value : weight * value, reason);
    }

    private double Input(string name) => Of(sum, name);

    private static double Of(TraceStep step, string name) => step.Inputs.First(input => input.Name == name).Value;

    private static string Text(ScoreRow row) => $"{row.Entry.Id}\n{row.Entry.Technique.Title}";
}
