using Coverage.Views;

namespace Coverage.Web.Features.Matrix;

/// <summary>The number of a cell that counts what is published.</summary>
internal static class MatrixNumbers
{
    /// <summary>Of the technique by itself.</summary>
    public static int Own(TechniqueEntry entry, MatrixMetric metric) => metric switch
    {
        MatrixMetric.Rules => entry.RuleCount.Own,
        MatrixMetric.Tests => entry.TestCount.Own,
        MatrixMetric.Controls => entry.ControlCount.Own,
        MatrixMetric.Stopping => entry.DirectControls.Count(IsStopping),
        _ => Lacking(entry.RuleCount.Own, entry.TestCount.Own, entry.ControlCount.Own),
    };

    /// <summary>Of the technique and these of its sub-techniques together, each item once.</summary>
    public static int Family(TechniqueEntry entry, IReadOnlyCollection<TechniqueEntry> subtechniques, MatrixMetric metric)
    {
        if (subtechniques.Count == 0) return Own(entry, metric);
        var family = subtechniques.Prepend(entry);
        var all = subtechniques.Count == entry.Subtechniques.Count;
        return metric switch
        {
            MatrixMetric.Rules => all ? entry.RuleCount.WithSubtechniques : Distinct(family.SelectMany(member => member.Rules), rule => rule.ExternalId),
            MatrixMetric.Tests => all ? entry.TestCount.WithSubtechniques : Distinct(family.SelectMany(member => member.Tests), test => test.ExternalId),
            MatrixMetric.Controls => all ? entry.ControlCount.WithSubtechniques : Distinct(family.SelectMany(member => member.DirectControls), control => control.Control.ExternalId),
            MatrixMetric.Stopping => Distinct(family.SelectMany(member => member.DirectControls.Where(IsStopping)), control => control.Control.ExternalId),
            _ => Lacking(family.Sum(member => member.RuleCount.Own), family.Sum(member => member.TestCount.Own), family.Sum(member => member.ControlCount.Own)),
        };
    }

    private static bool IsStopping(ControlEntry control) => control.Stands == "prevent";

    private static int Lacking(int rules, int tests, int controls) => (rules == 0 ? 1 : 0) + (tests == 0 ? 1 : 0) + (controls == 0 ? 1 : 0);

    private static int Distinct<T>(IEnumerable<T> items, Func<T, string> id) => items.DistinctBy(id).Count();
}
