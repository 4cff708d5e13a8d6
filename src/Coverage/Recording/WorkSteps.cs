using System.Globalization;
using Coverage.Audit;
using Coverage.Posture;
using Coverage.Views.Planning;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>What is taken into the work list, as a step that can be recorded.</summary>
public static class WorkSteps
{
    /// <summary>Lines of a plan or what-if.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="from">What they are of, in the title: empty for a plan, <c> of a what-if</c>.</param>
    /// <param name="owner">Who does it; empty for nobody yet.</param>
    /// <param name="due">Until when; null for no day.</param>
    /// <param name="state">Open or doing.</param>
    public static PostureStep Taken(IReadOnlyList<PlanLine> lines, string from, string owner, DateOnly? due, WorkState state = WorkState.Open)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new PostureStep(FormattableString.Invariant($"{lines.Count:N0} {(lines.Count == 1 ? "action" : "actions")}{from} taken into the work list"), [.. lines.Select(line => new PutWorkItem(line.ToWork(Guid.NewGuid().ToString("N")[..12], owner, due, state)))]);
    }

    /// <summary>One change of many items; what is not stated stays as it is.</summary>
    /// <param name="view">What there is now.</param>
    /// <param name="ids">The items.</param>
    /// <param name="owner">Who does them; empty to leave it.</param>
    /// <param name="due">Until when; null to leave it.</param>
    /// <param name="state">How far they are; null to leave it.</param>
    /// <param name="record">Who records, and when, what those that become done stand for; null to leave the posture alone.</param>
    public static PostureStep Changed(PostureView view, IEnumerable<string> ids, string owner, DateOnly? due, WorkState? state, (Person Who, DateTime Now)? record)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(owner);
        List<string> said = [.. state is { } next ? [next.ToString().ToLowerInvariant()] : Array.Empty<string>(), .. owner.Length > 0 ? [$"{owner}'s"] : Array.Empty<string>(), .. due is { } day ? [$"until {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : Array.Empty<string>()];
        if (said.Count == 0) throw new PostureRefusedException(["Say what is to change: an owner, a day or a state. What is left empty stays as it is."]);
        var items = ids.Distinct().Select(id => view.Posture.WorkItems.GetValueOrDefault(id) ?? throw new PostureRefusedException(["Not everything that is ticked is still in the work list. Look again."])).ToList();
        var recorded = record is { } by && state == WorkState.Done ? items.Where(item => item.State != WorkState.Done).SelectMany(item => DoneEdits.Of(view, item, by.Who, by.Now)) : [];
        var what = items.Count == 1 ? items[0].Title : FormattableString.Invariant($"{items.Count:N0} items of the work list");
        return new PostureStep($"{what}: {string.Join(", ", said)}", [.. items.Select(item => new PutWorkItem(item with { State = state ?? item.State, Owner = owner.Length > 0 ? owner : item.Owner, Due = due ?? item.Due })), .. recorded]);
    }
}
