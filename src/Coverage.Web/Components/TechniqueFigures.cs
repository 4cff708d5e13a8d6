using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>The controls of a technique by where they stand, counted.</summary>
public sealed class TechniqueFigures
{
    /// <summary>Counts.</summary>
    public TechniqueFigures(TechniqueEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Direct = [.. entry.DirectControls];
        Derived = [.. entry.Controls.Skip(Direct.Count)];
        Stopping = Count(entry, "prevent");
        Seeing = Count(entry, "detect");
    }

    /// <summary>Direct controls, best paths first.</summary>
    public IReadOnlyList<ControlEntry> Direct { get; }

    /// <summary>Those taken from techniques above and below in D3FEND's tree.</summary>
    public IReadOnlyList<ControlEntry> Derived { get; }

    /// <summary>Direct controls that harden or isolate.</summary>
    public ItemCount Stopping { get; }

    /// <summary>Direct controls that detect, and neither harden nor isolate.</summary>
    public ItemCount Seeing { get; }

    private static ItemCount Count(TechniqueEntry entry, string stands)
    {
        var own = entry.DirectControls.Count(control => control.Stands == stands);
        var all = entry.Subtechniques.Prepend(entry).SelectMany(member => member.DirectControls).Where(control => control.Stands == stands).DistinctBy(control => control.Control.ExternalId).Count();
        return new ItemCount(own, all);
    }
}
