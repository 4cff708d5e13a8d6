using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>What must hold of a manifest whoever signed it: a signature says who wrote it, not that it makes sense.</summary>
internal sealed class PackManifestCheck(PackManifest manifest, SourceLimits limits, string origin)
{
    private const int MostLetters = 4000;

    public void MustBeSound()
    {
        if (manifest.Format != PackFormat.Version) throw Refuse($"there is no format {manifest.Format}");
        if (manifest.Sources.Count == 0 || manifest.Sources.Any(source => source is null)) throw Refuse("it holds no source");
        if (!IsText(manifest.MadeBy) || !IsText(manifest.ProductVersion)) throw Refuse("it does not say properly who made it");
        if (manifest.Sources.GroupBy(source => source.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw Refuse($"it names the source '{EntryPath.Printable(twice.Key)}' twice");
        foreach (var source in manifest.Sources) MustBeSound(source);
    }

    private void MustBeSound(PackedSource source)
    {
        var name = EntryPath.Printable(source.Name);
        if (SourceName.Problem(source.Name) is not null) throw Refuse($"'{name}' cannot name a source");
        if (source.File != PackFormat.FileOf(source.Name)) throw Refuse($"the file of '{name}' is called '{EntryPath.Printable(source.File)}'");
        if (!Enum.IsDefined(source.Kind) || source.Domain is { } domain && (!Enum.IsDefined(domain) || source.Kind != SourceKind.Attack)) throw Refuse($"'{name}' is of a kind that does not exist");
        if (source.Length <= 0 || source.Files < 0 || source.Problems < 0 || source.Items.Values.Any(count => count < 0)) throw Refuse($"a figure of '{name}' cannot be right");
        if (!new[] { source.Version, source.Commit, source.Repository, source.Origin, source.Fingerprint, source.Sha256 }.All(IsText)) throw Refuse($"what it says of '{name}' cannot be shown");
        new Budget(limits, $"{origin}, {source.File},").CheckPacked(source.Length);
    }

    private static bool IsText(string text) => text.Length <= MostLetters && !text.Any(char.IsControl);

    private SourceRefusedException Refuse(string what) => new($"{origin}: the pack's manifest is wrong: {what}. Have it made again.");
}
