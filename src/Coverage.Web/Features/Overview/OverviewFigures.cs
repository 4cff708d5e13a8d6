using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Features.Overview;

/// <summary>One question about techniques, and how many have an answer among what the sources publish.</summary>
/// <param name="Own">Techniques that have one by themselves.</param>
/// <param name="WithSubtechniques">Those that have one by themselves or by a sub-technique.</param>
/// <param name="Without">Those that have none by themselves, by identifier.</param>
public sealed record Available(int Own, int WithSubtechniques, IReadOnlyList<TechniqueEntry> Without);

/// <summary>A tactic's techniques and sub-techniques, each by itself.</summary>
internal sealed record TacticFigures(Tactic Tactic, int Total, int Rules, int Tests, int Controls, int Nothing);

/// <summary>What is available for a matrix, counted. Nothing here says what an organisation has.</summary>
internal sealed class OverviewFigures
{
    /// <summary>Counts.</summary>
    public OverviewFigures(DomainView domain)
    {
        Total = domain.Techniques.Count;
        Parents = domain.Techniques.Count(entry => entry.Technique.ParentId is null);
        Stopping = Count(domain, HasStopping);
        Rules = Count(domain, entry => entry.RuleCount.Own > 0);
        Tests = Count(domain, entry => entry.TestCount.Own > 0);
        Controls = Count(domain, entry => entry.ControlCount.Own > 0);
        Any = Count(domain, HasAny);
        Tactics = [.. domain.Columns.Select(Tactic)];
    }

    /// <summary>Techniques and sub-techniques.</summary>
    public int Total { get; }

    /// <summary>Techniques without the sub-techniques.</summary>
    public int Parents { get; }

    /// <summary>A direct control that hardens or isolates.</summary>
    public Available Stopping { get; }

    /// <summary>A rule that counts.</summary>
    public Available Rules { get; }

    /// <summary>A test.</summary>
    public Available Tests { get; }

    /// <summary>A direct control of any kind.</summary>
    public Available Controls { get; }

    /// <summary>A rule, a test or a direct control.</summary>
    public Available Any { get; }

    /// <summary>By tactic, in the order of the matrix.</summary>
    public IReadOnlyList<TacticFigures> Tactics { get; }

    private static Available Count(DomainView domain, Func<TechniqueEntry, bool> has)
    {
        var without = domain.Techniques.Where(entry => !has(entry)).ToList();
        return new Available(domain.Techniques.Count - without.Count, domain.Techniques.Count(entry => has(entry) || entry.Subtechniques.Any(has)), without);
    }

    private static TacticFigures Tactic(TacticColumn column)
    {
        var all = column.All.ToList();
        return new TacticFigures(
            column.Tactic,
            all.Count,
            all.Count(entry => entry.RuleCount.Own > 0),
            all.Count(entry => entry.TestCount.Own > 0),
            all.Count(entry => entry.ControlCount.Own > 0),
            all.Count(entry => !HasAny(entry)));
    }

    private static bool HasStopping(TechniqueEntry entry) => entry.DirectControls.Any(control => control.Stands == "prevent");

    private static bool HasAny(TechniqueEntry entry) => entry.RuleCount.Own + entry.TestCount.Own + entry.ControlCount.Own > 0;
}
