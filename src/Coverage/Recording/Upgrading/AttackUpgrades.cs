using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Recording.Upgrading;

/// <summary>
/// Carries the posture along when ATT&amp;CK revokes techniques, as one step that can be taken back, and settles what waits
/// for a person. Scores follow old identifiers meanwhile, so that nothing is worth less for having to wait.
/// </summary>
public sealed class AttackUpgrades(PostureRecorder recorder, PostureViews views)
{
    /// <summary>What the loaded ATT&amp;CK means for the posture as it is.</summary>
    public UpgradePlan Plan => Of(views.Current);

    /// <summary>What a catalogue means for a posture.</summary>
    public static UpgradePlan Of(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return UpgradePlan.Of(view.Posture, [.. view.Catalogue.Items.OfType<Technique>()]);
    }

    /// <summary>Carries along what can be carried.</summary>
    /// <returns>The step; null if there was nothing to carry.</returns>
    /// <inheritdoc cref="PostureRecorder.Record"/>
    public RecordedStep? Carry(Person who)
    {
        var view = views.Refresh();
        var plan = Of(view);
        if (plan.Edits.Count == 0) return null;
        return recorder.Record(who, new PostureStep(TitleOf(view.Catalogue, plan), plan.Edits, string.Join(", ", plan.Carried.Select(entry => entry.Why).Distinct().Take(40))) { Seen = view.EditId });
    }

    /// <summary>Settles one that waits: it names another technique from now on, or goes.</summary>
    /// <param name="who">The person.</param>
    /// <param name="entry">Its entry and the technique that it names.</param>
    /// <param name="to">The technique that it names from now on; null if it goes.</param>
    /// <exception cref="PostureRefusedException">It does not wait any longer, or another entry stands there.</exception>
    /// <inheritdoc cref="PostureRecorder.Record"/>
    public RecordedStep Settle(Person who, NamedTechnique entry, string? to)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var view = views.Refresh();
        if (to is { Length: 0 }) throw new PostureRefusedException(["Say which technique it becomes, such as T1059.001."]);
        var edits = to is null ? entry.Drop(view.Posture) : entry.Move(view.Posture, to);
        if (edits is null) throw new PostureRefusedException([$"There is one for {to} already. Remove one of the two."]);
        if (to is not null && view.Catalogue.Find(to)?.Technique.IsLive != true) throw new PostureRefusedException([$"{to} is no live technique of the loaded ATT&CK."]);
        return recorder.Record(who, new PostureStep(to is null ? $"Removed: {entry.Says} of {entry.Technique}" : $"{entry.Technique} became {to}: {entry.Says}", edits) { Seen = view.EditId });
    }

    private static string TitleOf(CoverageView catalogue, UpgradePlan plan)
    {
        var releases = string.Join(", ", catalogue.Sources.Where(source => source.Kind == SourceKind.Attack && source.Version.Length > 0).Select(SourceLine.Of));
        return $"Carried along to {releases}: {plan.Carried.Count:N0} {(plan.Carried.Count == 1 ? "entry" : "entries")}";
    }
}
