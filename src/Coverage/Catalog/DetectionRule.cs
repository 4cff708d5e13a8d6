using System.Text.Json.Serialization;

namespace Coverage.Catalog;

/// <summary>Which of Sigma's three forms a document has.</summary>
public enum RuleForm
{
    /// <summary>A detection.</summary>
    Rule = 0,

    /// <summary>A correlation of other rules.</summary>
    Correlation = 1,

    /// <summary>A filter over other rules.</summary>
    Filter = 2,
}

/// <summary>A Sigma rule, correlation or filter.</summary>
public sealed class DetectionRule : CatalogItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Rule;

    /// <summary>Rule, correlation or filter.</summary>
    public RuleForm Form { get; init; }

    /// <summary>stable, test, experimental, deprecated or unsupported; the folders <c>deprecated</c> and <c>unsupported</c> decide. Empty when not stated.</summary>
    public string Status { get; init; } = "";

    /// <summary>informational, low, medium, high or critical; empty when not stated.</summary>
    public string Level { get; init; } = "";

    /// <summary>Its author, who has to be named wherever it is shown (Detection Rule License 1.1).</summary>
    public string Author { get; init; } = "";

    /// <summary><c>yyyy-MM-dd</c>; empty when not stated.</summary>
    public string Date { get; init; } = "";

    /// <summary><c>yyyy-MM-dd</c>; empty when not stated.</summary>
    public string Modified { get; init; } = "";

    /// <summary><c>logsource.product</c>.</summary>
    public string Product { get; init; } = "";

    /// <summary><c>logsource.category</c>.</summary>
    public string Category { get; init; } = "";

    /// <summary><c>logsource.service</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>The rule's short <c>name</c>, which correlations use.</summary>
    public string Name { get; init; } = "";

    /// <summary>Techniques as written, upper case (T1562.001), each once, in the order of the tags.</summary>
    public string[] Techniques { get; init; } = [];

    /// <summary>Every other tag as written: tactics, groups, software, CVEs, detection types.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>Other rules that it replaces or resembles.</summary>
    public RelatedRule[] Related { get; init; } = [];

    /// <summary>GUIDs of the Atomic tests that should fire it, lower case (<c>simulation[].atomic_guid</c>).</summary>
    public string[] SimulatedBy { get; init; } = [];

    /// <summary>Rules that a correlation or filter names, by id or name.</summary>
    public string[] Rules { get; init; } = [];

    /// <summary>It has recorded test data (<c>regression_tests_path</c>).</summary>
    public bool RegressionTested { get; init; }

    /// <summary>
    /// Whether it counts for a technique: a rule or correlation from the folders <c>rules*</c> (or a tree without such
    /// folders), neither deprecated nor unsupported. The convention of SigmaHQ's own heat-map. Taken from a rule that is gone
    /// upstream and kept because it is still deployed.
    /// </summary>
    public bool Counted { get; set; }

    /// <summary><c>windows / process_creation</c>: the parts of the log source that are stated.</summary>
    [JsonIgnore]
    public string LogSource => string.Join(" / ", new[] { Product, Category, Service }.Where(part => part.Length > 0));
}

/// <summary>An entry of Sigma's <c>related</c>: derived, obsolete, merged, renamed or similar.</summary>
public sealed record RelatedRule(string Id, string Type);
