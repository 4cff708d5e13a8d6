using System.Globalization;
using Coverage.Catalog;
using Coverage.Views.Planning;
using Coverage.Web.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.Matrix;

/// <summary>What the number and colour of a cell say.</summary>
public enum MatrixMetric
{
    /// <summary>Rules that count.</summary>
    Rules,

    /// <summary>Tests.</summary>
    Tests,

    /// <summary>Direct controls.</summary>
    Controls,

    /// <summary>Direct controls that Harden or Isolate: what could stop it.</summary>
    Stopping,

    /// <summary>How many of rule, test and control it lacks, 0 to 3.</summary>
    Missing,

    /// <summary>Coverage, 0 to 100: would it be seen or stopped.</summary>
    Coverage,

    /// <summary>Detect, 0 to 100.</summary>
    Detect,

    /// <summary>Prevent, 0 to 100.</summary>
    Prevent,

    /// <summary>Validate, 0 to 100.</summary>
    Validate,

    /// <summary>Coverage as a number, with Detect, Prevent and Validate as the parts of the cell.</summary>
    Split,

    /// <summary>Gap(t) = weight x (100 - Coverage), in weighted points.</summary>
    Gap,

    /// <summary>The difference of Coverage to a snapshot, or of a what-if to now.</summary>
    Change,
}

/// <summary>Metrics by what they are of.</summary>
public static class MatrixMetrics
{
    /// <summary>Whether it is of what the organisation has, not of what is published.</summary>
    public static bool IsScore(this MatrixMetric metric) => metric >= MatrixMetric.Coverage;
}

/// <summary>How the matrix is drawn.</summary>
public enum MatrixLayout
{
    /// <summary>Cells with names.</summary>
    Full,

    /// <summary>Squares, all of ATT&amp;CK at once.</summary>
    Mosaic,

    /// <summary>A table.</summary>
    List,
}

/// <summary>
/// What the matrix page shows: all of it is in its URL, which this type parses and prints. What it does not understand it
/// takes as the default. Equal queries print the same URL.
/// </summary>
public sealed record MatrixQuery
{
    private const int MostOpen = 400;

    /// <summary>The matrix as it is first seen.</summary>
    public static MatrixQuery Default { get; } = new();

    /// <summary>Which matrix.</summary>
    public AttackDomain Domain { get; init; } = AttackDomain.Enterprise;

    /// <summary>What a cell says.</summary>
    public MatrixMetric Metric { get; init; }

    /// <summary>How it is drawn.</summary>
    public MatrixLayout Layout { get; init; }

    /// <summary>Only techniques of one of these platforms; all when empty. In ordinal order.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Only the tactic of this short name; all when empty.</summary>
    public string Tactic { get; init; } = "";

    /// <summary>Only techniques with this text in their name or identifier.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only techniques whose own number lies in this step of the scale (see <see cref="HeatScale"/>); all when null.</summary>
    public int? Show { get; init; }

    /// <summary>Every parent is open, except those of <see cref="Open"/>.</summary>
    public bool AllOpen { get; init; }

    /// <summary>Parents that are open (or closed, if all others are open), in ordinal order.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>The environment whose scores are shown; across all of them when empty.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The snapshot that scores are compared with; the newest of an earlier day when null.</summary>
    public long? Since { get; init; }

    /// <summary>What is supposed, so that the change is that of a what-if to now; none for the change to a snapshot.</summary>
    public IReadOnlyList<Tick> Ticks { get; init; } = [];

    /// <summary>What stood in the place of suppositions and is none, or is too many of them. It is no part of the URL.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Whether each cell is marked by what its technique weighs in the chosen profile.</summary>
    public bool Weights { get; init; }

    /// <summary>The technique whose panel is open; empty when none is.</summary>
    public string At { get; init; } = "";

    /// <summary>Whether something narrows down which techniques are shown.</summary>
    public bool IsFiltered => Platforms.Count > 0 || Tactic.Length > 0 || Text.Length > 0 || Show is not null;

    /// <summary>Whether a parent's sub-techniques are shown under it.</summary>
    public bool IsOpen(string id) => AllOpen != Open.Contains(id);

    /// <summary>The same with one parent opened or closed.</summary>
    public MatrixQuery Toggle(string id) => this with { Open = Open.Contains(id) ? [.. Open.Where(other => other != id)] : [.. Open.Append(id).Order(StringComparer.Ordinal)] };

    /// <summary>The same with a platform added or taken away.</summary>
    public MatrixQuery TogglePlatform(string platform)
    {
        return this with { Platforms = Platforms.Contains(platform) ? [.. Platforms.Where(other => other != platform)] : [.. Platforms.Append(platform).Order(StringComparer.Ordinal)] };
    }

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static MatrixQuery Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) ? value.ToString().Trim() : "";
        var metric = Enum.GetValues<MatrixMetric>().FirstOrDefault(known => Word(known).Equals(Value("metric"), StringComparison.OrdinalIgnoreCase));
        var open = Ids(Value("open"));
        return new MatrixQuery
        {
            Domain = SourceNames.Domain(Value("domain")),
            Metric = metric,
            Layout = Value("layout").ToLowerInvariant() switch { "mosaic" => MatrixLayout.Mosaic, "list" => MatrixLayout.List, _ => MatrixLayout.Full },
            Platforms = [.. Value("platform").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(name => name.Length <= 40).Distinct().Order(StringComparer.Ordinal).Take(20)],
            Tactic = Cut(Value("tactic").ToLowerInvariant(), 60),
            Text = Cut(Value("q"), 100),
            Show = HeatScale.Parse(metric, Value("show")),
            AllOpen = Value("open").Split(',')[0].Equals("all", StringComparison.OrdinalIgnoreCase),
            Open = open,
            Environment = metric.IsScore() ? Cut(Value("env"), 100) : "",
            Since = metric == MatrixMetric.Change && long.TryParse(Value("since"), NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : null,
            Ticks = metric == MatrixMetric.Change ? WhatIfUrl.Ticks(values) : [],
            LeftOut = metric == MatrixMetric.Change ? WhatIfUrl.LeftOut(values) : [],
            Weights = Value("overlay") == "weights",
            At = AttackId.Parse(Value("at")) ?? "",
        };
    }

    /// <summary>The URL: <c>/matrix?metric=tests&amp;show=0</c>; what is default is left out.</summary>
    public string Url => "/matrix" + this;

    /// <summary>The part of the URL from its question mark on; empty for the default.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        void Add(string name, string value)
        {
            if (value.Length > 0) parts.Add($"{name}={Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal)}");
        }

        Add("domain", Domain == AttackDomain.Enterprise ? "" : Domain.Word());
        Add("metric", Metric == MatrixMetric.Rules ? "" : Word(Metric));
        Add("layout", Layout == MatrixLayout.Full ? "" : Word(Layout));
        Add("platform", string.Join(',', Platforms));
        Add("tactic", Tactic);
        Add("q", Text);
        Add("show", Show is { } step ? HeatScale.Word(Metric, step) : "");
        Add("open", string.Join(',', AllOpen ? Open.Select(id => "-" + id).Prepend("all") : Open));
        Add("env", Metric.IsScore() ? Environment : "");
        Add("since", Metric == MatrixMetric.Change && Since is { } since ? since.ToString(CultureInfo.InvariantCulture) : "");
        foreach (var tick in Metric == MatrixMetric.Change ? Ticks : []) Add(WhatIfUrl.Name, tick.ToString());
        Add("overlay", Weights ? "weights" : "");
        Add("at", At);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    /// <summary>Queries are equal if they print the same URL.</summary>
    public bool Equals(MatrixQuery? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The word in a URL for a metric or a layout.</summary>
    public static string Word(Enum value) => value.ToString().ToLower(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Ids(string list)
    {
        return [.. list.Split(',').Select(id => AttackId.Parse(id.TrimStart('-', ' '))).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(MostOpen)];
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
