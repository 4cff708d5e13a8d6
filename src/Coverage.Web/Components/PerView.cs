using System.Runtime.CompilerServices;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>What is worked out once for a view and kept as long as the view is.</summary>
internal sealed class PerView<T>(Func<CoverageView, T> make)
    where T : class
{
    private readonly ConditionalWeakTable<CoverageView, T> made = [];

    /// <summary>That of a view, made at the first call.</summary>
    public T Of(CoverageView view) => made.GetValue(view, key => make(key));
}
