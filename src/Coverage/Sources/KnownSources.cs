using Coverage.Catalog;
using Coverage.Sources.Atomic;
using Coverage.Sources.Attack;
using Coverage.Sources.D3fend;
using Coverage.Sources.Sigma;

namespace Coverage.Sources;

/// <summary>The kinds that can be read.</summary>
public static class KnownSources
{
    /// <summary>Every kind, in the order in which content is tried for it.</summary>
    public static IReadOnlyList<ISource> All { get; } = [new AttackSource(), new D3fendSource(), new AtomicSource(), new SigmaSource()];

    /// <summary>The reader of a kind.</summary>
    public static ISource Of(SourceKind kind) => All.First(source => source.Kind == kind);
}
