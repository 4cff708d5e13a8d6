using System.Text.Json;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>What a source's file in a pack held.</summary>
internal sealed record PackedContent(IReadOnlyList<CatalogItem> Items, IReadOnlyDictionary<string, ReadFile> Files, IReadOnlyCollection<string> Recheck, IReadOnlyList<Diagnostic> Problems);

/// <summary>Reads one source's JSON Lines. The signer is trusted to mean well, not to have made no mistake: what cannot have come from a catalogue is refused.</summary>
internal sealed class PackedSourceReader(PackedSource source, SourceLimits limits, string origin)
{
    /// <summary>Lines for each file that a source may have: items, the file itself, problems.</summary>
    private const int LinesPerEntry = 4;

    private readonly List<CatalogItem> items = [];
    private readonly Dictionary<string, ReadFile> files = new(StringComparer.Ordinal);
    private readonly List<string> recheck = [];
    private readonly List<Diagnostic> problems = [];
    private readonly HashSet<(ItemKind, string)> known = [];

    public Budget Budget { get; } = new(limits with { Entries = limits.Entries * LinesPerEntry }, $"{origin}, {source.File},");

    public PackedContent Result => new(items, files, recheck, problems);

    public void Read(Stream stream, CancellationToken cancellationToken)
    {
        var lines = new PackLines(stream);
        for (var number = 1; lines.Next(out var line); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Budget.AddEntry();
            if (Wrong(line) is { } wrong) throw new SourceRefusedException($"{origin}: {source.File}, line {number}: {wrong} Nothing has changed. Have the pack made again.");
        }

        var counts = items.GroupBy(item => item.Kind).ToDictionary(group => group.Key, group => group.Count());
        if (files.Count != source.Files || problems.Count != source.Problems || counts.Count != source.Items.Count || counts.Any(count => source.Items.GetValueOrDefault(count.Key) != count.Value))
        {
            throw new SourceRefusedException($"{origin}: {source.File} does not hold as much as the manifest says. Nothing has changed. Have the pack made again.");
        }
    }

    /// <summary>Takes a line; what is wrong with it, or null.</summary>
    private string? Wrong(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PackContext.Default.PackLine) switch
            {
                { Item: { } item, File: null, Problem: null } => Wrong(item),
                { Item: null, File: { } file, Problem: null } => Wrong(file),
                { Item: null, File: null, Problem: { } problem } => Wrong(problem),
                _ => "It is neither an item nor a file nor a problem.",
            };
        }
        catch (JsonException problem)
        {
            return EntryPath.Printable(problem.Message);
        }
    }

    private string? Wrong(PackedItem item)
    {
        if (files.Count + problems.Count > 0) return "An item comes after the files.";
        if (!Holds(source.Kind, item.Kind)) return $"A source of {source.Kind} holds no {item.Kind}.";
        if (item.Id.Length == 0 || !IsHex(item.Hash, 64) || !IsPath(item.Path, mayBeEmpty: true)) return "The item's id, hash or path is none.";
        if (!known.Add((item.Kind, item.Id))) return $"{EntryPath.Printable(item.Id)} is there twice.";
        if (item.Facts.ValueKind != JsonValueKind.Object) return "The item has no facts.";
        var read = CatalogJson.Read(item.Kind, item.Facts.GetRawText());
        if (read.Kind != item.Kind || !CatalogJson.IsWhole(read)) return $"The facts of {EntryPath.Printable(item.Id)} are not whole.";
        (read.ExternalId, read.Title, read.Path, read.Hash, read.Text) = (item.Id, item.Title, item.Path, item.Hash, item.Text);
        items.Add(read);
        return null;
    }

    private string? Wrong(PackedFileHash file)
    {
        if (problems.Count > 0) return "A file comes after the problems.";
        if (!IsHex(file.Blob, 40) || !IsPath(file.Path, mayBeEmpty: false)) return "The file's path or hash is none.";
        if (!files.TryAdd(file.Path, new ReadFile(file.Path, file.Blob, Kept: false))) return $"{EntryPath.Printable(file.Path)} is there twice.";
        if (file.Recheck) recheck.Add(file.Path);
        return null;
    }

    private string? Wrong(PackedProblem problem)
    {
        if (problem.Line < 0) return "There is no line of a negative number.";
        problems.Add(new Diagnostic(problem.Path, problem.Line, problem.Message, problem.Advice));
        return null;
    }

    private static bool Holds(SourceKind source, ItemKind item) => source switch
    {
        SourceKind.Attack => item is >= ItemKind.Tactic and <= ItemKind.Analytic,
        SourceKind.D3fend => item is ItemKind.OffensiveTechnique or ItemKind.DefensiveTechnique,
        SourceKind.Sigma => item is ItemKind.Rule,
        _ => item is ItemKind.Test,
    };

    private static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    private static bool IsPath(string path, bool mayBeEmpty) => path.Length == 0 ? mayBeEmpty : EntryPath.TryNormalise(path, out var normal) && normal == path;
}
