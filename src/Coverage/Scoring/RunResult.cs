using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>What a result names, by index; -1 for what does not exist any more.</summary>
internal readonly record struct NamedPlace(bool IsRule, int Place, string Hash);

/// <summary>A result with everything that is looked up once.</summary>
internal sealed class RunResult
{
    public RunResult(LinkIndex index, TestResult result)
    {
        Result = result;
        Test = index.TestOf(result.Test);
        Day = DateOnly.FromDateTime(result.Time).DayNumber;

        // What names only one side speaks for the other as well: an alert goes with the product that also stopped it.
        AlertedBy = Places(index, result.AlertedBy.Length > 0 ? result.AlertedBy : result.StoppedBy);
        StoppedBy = Places(index, result.StoppedBy.Length > 0 ? result.StoppedBy : result.AlertedBy);
    }

    public TestResult Result { get; }

    /// <summary>The test's index; -1 for one that is in no catalogue any more.</summary>
    public int Test { get; }

    /// <summary>The UTC day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; }

    public NamedPlace[] AlertedBy { get; }

    public NamedPlace[] StoppedBy { get; }

    private static NamedPlace[] Places(LinkIndex index, ImmutableArray<NamedItem> named)
    {
        return named.IsDefaultOrEmpty ? [] : [.. named.Select(item => new NamedPlace(item.Kind == ItemKind.Rule, item.Kind == ItemKind.Rule ? index.RuleOf(item.Key) : index.ControlOf(item.Key), item.Hash))];
    }
}
