using System.Collections.Immutable;
using Coverage.Exchange.Importing;
using Coverage.Posture;

namespace Coverage.Web.Features.PostureImport;

/// <summary>An import that a person looks at, and what they said of it so far.</summary>
/// <param name="reading">What was read.</param>
/// <param name="again">Reads it again with other columns; null where it has none to choose.</param>
internal sealed class LookedAt(ImportReading reading, Func<ImmutableDictionary<string, int>, ImportReading>? again = null)
{
    private Reread? other;
    private ImmutableDictionary<int, ItemKey> picks = ImmutableDictionary<int, ItemKey>.Empty;
    private ImmutableDictionary<int, ItemKey> runs = ImmutableDictionary<int, ItemKey>.Empty;

    /// <summary>What was read.</summary>
    public ImportReading Reading => reading;

    /// <summary>The columns of its table, and which of them were taken without being told; null where there is nothing to choose.</summary>
    public ImportTable? Table => again is null ? null : reading.Table;

    /// <summary>The same read with the columns that a person chose, and with picks of its own: other lines may be rules then. The last one is kept.</summary>
    public LookedAt With(string columns)
    {
        if (again is null || ChosenColumns.Parse(columns) is not { IsEmpty: false } places) return this;
        if (other is not { } kept || kept.Columns != columns) other = kept = new Reread(columns, new LookedAt(again(places)));
        return kept.Import;
    }

    /// <summary>Which of several rules is meant, as far as it was said.</summary>
    public ImmutableDictionary<int, ItemKey> Picks => picks;

    /// <summary>Says which rule is meant; null takes it back.</summary>
    public void Pick(int claim, ItemKey? rule) => ImmutableInterlocked.Update(ref picks, before => rule is { } key ? before.SetItem(claim, key) : before.Remove(claim));

    /// <summary>Which of several tests a run was of, as far as it was said.</summary>
    public ImmutableDictionary<int, ItemKey> RunPicks => runs;

    /// <summary>Says which test a run was of; null takes it back.</summary>
    public void PickRun(int claim, ItemKey? test) => ImmutableInterlocked.Update(ref runs, before => test is { } key ? before.SetItem(claim, key) : before.Remove(claim));

    /// <summary>One object, so that two requests at once see columns and reading that belong together.</summary>
    private sealed record Reread(string Columns, LookedAt Import);
}
