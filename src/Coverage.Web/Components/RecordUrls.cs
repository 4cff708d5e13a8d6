using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Web.Components;

/// <summary>Addresses of the pages that show what is recorded, and where their forms are sent.</summary>
internal static class RecordUrls
{
    public const string Environments = "/environments";

    public const string History = "/history";

    public const string Bulk = "/posture/bulk";

    public const string Tick = "/posture/bulk/tick";

    public const string Undo = "/posture/undo";

    public const string Deployment = "/posture/deployment";

    public const string Adopt = "/posture/adopt";

    public const string Keep = "/posture/keep";

    public const string Ignore = "/posture/ignore";

    public const string Ask = "/posture/ask";

    public const string Implementation = "/posture/implementation";

    public const string Result = "/posture/result";

    public const string WithdrawResult = "/posture/result/withdraw";

    public const string Exception = "/posture/exception";

    public const string WithdrawException = "/posture/exception/withdraw";

    public const string Note = "/posture/note";

    public const string WithdrawNote = "/posture/note/withdraw";

    public const string Entry = "/posture/entry";

    public const string Applies = "/posture/applies";

    public const string Recorded = "/recorded";

    public const string RecordedTests = "/recorded/tests";

    public const string Telemetry = "/posture/telemetry";

    public const string TickedTelemetry = "/posture/telemetry/ticked";

    public const string Link = "/posture/link";

    public const string WithdrawLink = "/posture/link/withdraw";

    public const string Pair = "/posture/pair";

    public const string WithdrawPair = "/posture/pair/withdraw";

    public const string Suppression = "/posture/suppression";

    public const string WithdrawSuppression = "/posture/suppression/withdraw";

    public const string Linked = "/recorded/link";

    public const string Paired = "/recorded/pair";

    public const string OwnRule = "/posture/rule";

    public const string RemoveOwnRule = "/posture/rule/remove";

    public const string WriteRule = "/recorded/rule";

    public static string Environment(string key) => $"{Environments}/{Uri.EscapeDataString(key)}";

    /// <summary>The page of what is recorded of a rule or control in an environment: share, place, evidence.</summary>
    /// <param name="of"><c>rule</c> or <c>control</c>.</param>
    /// <param name="item">Which one.</param>
    /// <param name="environment">The environment's key; empty for the first one.</param>
    /// <param name="technique">The technique from whose page one comes; empty for the item's own.</param>
    public static string EntryOf(string of, ItemKey item, string environment = "", string technique = "") =>
        $"{Recorded}?of={of}&item={Uri.EscapeDataString(item.ToString())}{(environment.Length > 0 ? $"&env={Uri.EscapeDataString(environment)}" : "")}{(technique.Length > 0 ? $"&t={technique}" : "")}";

    /// <summary>The page on which a person links an item to a technique, or takes its link away.</summary>
    /// <param name="kind">Rule, test or control.</param>
    /// <param name="technique">The technique's identifier.</param>
    /// <param name="environment">The environment of the technique's page that one comes from; empty for the first one.</param>
    /// <param name="item">Which item; null to look for one.</param>
    public static string LinkOf(ItemKind kind, string technique, string environment, ItemKey? item = null) =>
        $"{Linked}?of={kind.Noun()}&t={technique}{(environment.Length > 0 ? $"&env={Uri.EscapeDataString(environment)}" : "")}{(item is { } known ? $"&item={Uri.EscapeDataString(known.ToString())}" : "")}";

    /// <summary>The page on which a person says that a test fires a rule, or looks for a test of a rule.</summary>
    public static string PairOf(ItemKey rule, string test = "") => $"{Paired}?rule={Uri.EscapeDataString(rule.ToString())}{(test.Length > 0 ? $"&test={Uri.EscapeDataString(test)}" : "")}";

    /// <summary>The page on which a person looks for a rule that a test fires.</summary>
    public static string PairOf(string test) => $"{Paired}?test={Uri.EscapeDataString(test)}";

    /// <summary>The page on which a rule of one's own is written for a technique.</summary>
    public static string NewRule(string technique) => $"{WriteRule}?t={technique}";

    /// <summary>The page on which an own rule is changed or removed.</summary>
    public static string EditRule(ItemKey rule) => $"{WriteRule}?item={Uri.EscapeDataString(rule.Id)}";

    /// <summary>Where the next action of a gap is done, if that is a page of its own: a rule is written, a test linked, a run decided. Null for others.</summary>
    public static string? NextOf(NextAction action, string technique, string environment) => action?.Kind switch
    {
        ActionKind.WriteRule => NewRule(technique),
        ActionKind.Decide when action.Item is { } test => $"/results?q={Uri.EscapeDataString(test.Id)}",
        ActionKind.AddTest => LinkOf(ItemKind.Test, technique, environment),
        _ => null,
    };

    /// <summary>The page of which tests of a technique apply in an environment.</summary>
    public static string TestsOf(string technique, string environment) => $"{RecordedTests}?t={technique}&env={Uri.EscapeDataString(environment)}";

    /// <summary>What is deployed of a rule against what is published.</summary>
    public static string Upstream(string source, string id) => $"/changes/deployed/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(id)}";

    public static string Step(long id) => $"{History}/{id}";
}
