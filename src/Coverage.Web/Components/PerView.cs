using System.Runtime.CompilerServices;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>What is worked out once for a view and kept as long as the view is.</summary>
internal sealed class PerView<T>(Func<CoverageView, T> make) : PerView<CoverageView, T>(make)
    where T : class;

/// <summary>The same for any view that is swapped whole, such as the scored posture.</summary>
internal class PerView<TView, T>(Func<TView, T> make)
    where TView : class
    where T : class
{
    private readonly ConditionalWeakTable<TView, T> made = [];

    /// <summary>That of a view, made at the first call.</summary>
    public T Of(TView view) => made.GetValue(view, key => make(key));
}
