using Coverage.Catalog;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>Sees from a tree's content which kind of source it is.</summary>
internal static class KindDetection
{
    private static readonly string[] Endings = [.. KnownSources.All.SelectMany(source => source.Endings).Distinct()];

    /// <summary>The kind of the first file that any source recognises.</summary>
    /// <exception cref="SourceRefusedException">None does.</exception>
    public static SourceKind Of(SourceTree tree, CancellationToken cancellationToken)
    {
        foreach (var file in tree.Files(Endings, cancellationToken))
        {
            var kind = KnownSources.All.FirstOrDefault(source => source.Endings.Any(ending => file.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && source.Wants(file.Path) && source.Recognises(file));
            if (kind is not null)
            {
                tree.Diagnostics.Clear();
                return kind.Kind;
            }
        }

        throw new SourceRefusedException($"{tree.Origin}: there is no ATT&CK bundle, D3FEND ontology, Sigma rule or Atomic test in it. Say what it is, as in 'import sigma PATH', to see what is wrong with its files.");
    }
}
