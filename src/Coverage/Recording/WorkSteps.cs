using Coverage.Posture;
using Coverage.Views.Planning;

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
}
