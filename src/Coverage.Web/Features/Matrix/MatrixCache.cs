using System.Collections.Concurrent;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>A drawn matrix.</summary>
/// <param name="Html">The grid; empty when nothing fits.</param>
/// <param name="Shown">Techniques and sub-techniques that fit.</param>
/// <param name="Total">Those of the domain.</param>
internal sealed record MatrixDrawing(string Html, int Shown, int Total);

/// <summary>
/// Keeps the matrices that were drawn last, at most <see cref="Most"/> for a view. They go with their view, so nothing
/// has to be told when a new one takes its place.
/// </summary>
internal sealed class MatrixCache
{
    /// <summary>How many are kept.</summary>
    public const int Most = 64;

    private static readonly PerView<MatrixCache> Caches = new(view =>
    {
        var cache = new MatrixCache();
        cache.Draw(view, MatrixQuery.Default); // That most people open, ahead of them.
        return cache;
    });
    private static readonly PerView<PostureView, MatrixCache> Scored = new(_ => new MatrixCache());

    private readonly ConcurrentDictionary<string, MatrixDrawing> drawings = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>How many are kept now.</summary>
    public int Count => drawings.Count;

    /// <summary>The cache of a view.</summary>
    public static MatrixCache Of(CoverageView view) => Caches.Of(view);

    /// <summary>The cache of a scored posture.</summary>
    public static MatrixCache Of(PostureView view) => Scored.Of(view);

    /// <summary>The matrix of a query of what is published, drawn if it has to be; null if its domain is not loaded.</summary>
    public MatrixDrawing? Draw(CoverageView view, MatrixQuery query) => Draw(view, query, () => new CountMeasure(query.Metric));

    /// <summary>The matrix of a query, drawn by a measure if it has to be; null if its domain is not loaded.</summary>
    public MatrixDrawing? Draw(CoverageView view, MatrixQuery query, Func<MatrixMeasure> of)
    {
        if (view.Domain(query.Domain) is not { } domain) return null;
        var key = (query with { At = "" }).ToString();
        if (drawings.TryGetValue(key, out var drawing)) return drawing;
        var measure = of();
        var selection = new MatrixSelection(domain, query, measure);
        drawing = new MatrixDrawing(MatrixGrid.Write(selection, query, measure), selection.Techniques.Count, selection.Total);
        if (drawings.TryAdd(key, drawing)) order.Enqueue(key);
        while (drawings.Count > Most && order.TryDequeue(out var oldest)) drawings.TryRemove(oldest, out _);
        return drawing;
    }
}
