using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>
/// What is worked out once for a view of the catalogue and kept as long as the view is. What pages have asked for of one
/// view is made of the next one before it is shown, so that no page waits for it again.
/// </summary>
internal sealed class PerView<T>(Func<CoverageView, T> make) : PerView<CoverageView, T>(make)
    where T : class
{
    private int asked;

    /// <inheritdoc/>
    public override T Of(CoverageView view)
    {
        if (Interlocked.Exchange(ref asked, 1) == 0) EarlyWork.Add(next => base.Of(next));
        return base.Of(view);
    }
}

/// <summary>The same for any view that is swapped whole, such as the scored posture, and made when it is asked for.</summary>
internal class PerView<TView, T>(Func<TView, T> make)
    where TView : class
    where T : class
{
    private readonly ConditionalWeakTable<TView, T> made = [];

    /// <summary>That of a view, made at the first call.</summary>
    public virtual T Of(TView view) => made.GetValue(view, key => make(key));
}

/// <summary>What is to be worked out of a new view of the catalogue before it is shown.</summary>
internal static class EarlyWork
{
    private static readonly ConcurrentQueue<Action<CoverageView>> Asked = new();

    /// <summary>From the next view on.</summary>
    public static void Add(Action<CoverageView> work) => Asked.Enqueue(work);

    /// <summary>Works all of it out.</summary>
    public static void Do(CoverageView view)
    {
        foreach (var work in Asked) work(view);
    }
}
