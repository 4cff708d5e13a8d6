using Coverage.Catalog;
using Coverage.Scoring;
using Coverage.Tests.Support;

namespace Coverage.Tests.Scoring;

/// <summary>The seed data of the repository, read without a database.</summary>
internal static class SeedCatalogue
{
    private static readonly Lazy<ScoringInput> Built = new(() => ScoringInput.Build(CatalogueLinks.Of([.. Of<Technique>()], [.. Of<DetectionRule>()], [.. Of<AtomicTest>()], [.. Of<DefensiveTechnique>()], [.. Of<Actor>()])));
    private static readonly Lazy<List<CatalogItem>> Read = new(() => [.. DefaultSources.Names.SelectMany(Lines)]);

    /// <summary>As scoring reads it.</summary>
    public static ScoringInput Input => Built.Value;

    /// <summary>The items of a kind.</summary>
    public static IEnumerable<T> Of<T>() => Read.Value.OfType<T>();

    private static IEnumerable<CatalogItem> Lines(string source)
    {
        foreach (var line in File.ReadLines(Repository.At($"seed-data/{source}.tsv")).Skip(1))
        {
            var fields = line.Split('\t', 6);
            var item = CatalogJson.Read(Enum.Parse<ItemKind>(fields[0]), fields[5]);
            (item.Source, item.ExternalId, item.Title, item.Path, item.Hash) = (source, fields[1], fields[2], fields[3], fields[4]);
            yield return item;
        }
    }
}
